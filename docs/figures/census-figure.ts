import { median } from '../../harness/src/analysis/statistics/median.js';
import type { MetricId } from '../../harness/src/model/metrics/catalogue.js';
import type { FloorRecord } from '../../harness/src/model/readings.js';
import { formatBytes, formatCount, withSign } from '../../harness/src/report/format/number.js';
import { axes, createPlot, curve, ticks } from './plot.js';
import type { Recordings } from './record-runs.js';
import { applicationHeap, floorsUnderLoad, pointsOf, targetOf, wholeHeap } from './recorded.js';
import { diamond, dot, type Figure, type Point, text } from './svg.js';

/** Of the run's requests: until then code is compiled and tables are made, and the whole heap grows. */
const warmUpShare = 1 / 5;

/** How far a metric is from its first reading. */
function changes(floors: readonly FloorRecord[], metric: MetricId): readonly Point[] {
  const points = pointsOf(floors, metric, ({ requests }) => requests);
  return points.map(({ x, y }) => ({ x, y: y - (points[0]?.y ?? 0) }));
}

/** From floor to floor, the usual step up or down. */
const usualStep = (points: readonly Point[]): number =>
  median(points.slice(1).map(({ y }, index) => Math.abs(y - (points[index]?.y ?? 0))));

const signed = (bytes: number): string => (bytes === 0 ? '0' : withSign(formatBytes(bytes)));

/** The floors of a server that keeps nothing: the whole heap moves, what the application keeps does not. */
export function censusFigure({ clean }: Recordings): Figure {
  const all = floorsUnderLoad(targetOf(clean));
  const end = all.at(-1)?.requests ?? 0;
  const floors = all.filter(({ requests }) => requests >= warmUpShare * end);
  const from = floors[0]?.requests ?? 0;
  const whole = changes(floors, wholeHeap);
  const application = changes(floors, applicationHeap);
  const values = [...whole, ...application].map(({ y }) => y);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = (high - low) * 0.12;
  const plot = createPlot(
    { left: 84, top: 92, width: 728, height: 210 },
    { min: from, max: end },
    { min: low - margin, max: high + margin },
  );
  const [wholeStep, applicationStep] = [usualStep(whole), usualStep(application)].map(formatBytes);
  return {
    title: 'The whole heap moves, what the application keeps holds still',
    description: `Two lines over requests, both read at the floors of a server that keeps nothing. The whole heap goes up and down, usually by ${wholeStep} from floor to floor. The bytes of the application stay level, usually within ${applicationStep}.`,
    width: 840,
    height: 366,
    shapes: [
      text({ x: 24, y: 34 }, `A server that keeps nothing: change since ${formatCount(from)} requests, at each floor`, {
        look: 'head',
      }),
      diamond({ x: 30, y: 62 }, 'muted'),
      text({ x: 41, y: 66 }, `the whole heap: from floor to floor usually ${wholeStep}`, { look: 'muted bold' }),
      dot({ x: 446, y: 62 }, 'clean'),
      text({ x: 457, y: 66 }, `what the application keeps: usually ${applicationStep}`, { look: 'clean bold' }),
      ...axes(
        plot,
        { ticks: ticks(plot.xRange, 6), format: formatCount, name: 'requests' },
        { ticks: ticks(plot.yRange, 5), format: signed },
      ),
      curve(plot, whole, 'axis'),
      curve(plot, application, 'clean'),
      ...whole.map(({ x, y }) => diamond({ x: plot.x(x), y: plot.y(y) }, 'muted')),
      ...application.map(({ x, y }) => dot({ x: plot.x(x), y: plot.y(y) }, 'clean')),
    ],
  };
}
