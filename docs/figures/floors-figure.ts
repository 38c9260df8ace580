import type { TargetRecording } from '../../harness/src/model/recording.js';
import { formatCount, trimZeros } from '../../harness/src/report/format/number.js';
import { axes, createPlot, curve, type Plot, type PlotArea, type Range, ticks } from './plot.js';
import type { Recordings } from './record-runs.js';
import { floorsUnderLoad, judgedHeap, pointsOf, targetOf, wholeHeap } from './recorded.js';
import { diamond, dot, type Figure, type Point, type Shape, text } from './svg.js';

const megabytes = (value: number): string => `${trimZeros((value / 1e6).toFixed(1))} MB`;

/** What is drawn of one run. */
interface Traces {
  readonly samples: readonly Point[];
  readonly floors: readonly Point[];
}

/** Until the last block of requests, by the clock from the first floor on. */
function tracesOf(recording: TargetRecording): Traces {
  const floors = floorsUnderLoad(recording);
  const startMs = floors[0]?.atMs ?? 0;
  const endMs = floors.at(-1)?.atMs ?? 0;
  const samples = recording.samples.filter(({ atMs }) => atMs >= startMs && atMs <= endMs);
  return {
    samples: pointsOf(samples, wholeHeap, ({ atMs }) => (atMs - startMs) / 1_000),
    floors: pointsOf(floors, judgedHeap(floors), ({ requests }) => requests),
  };
}

/** Both runs for as long as the shorter one, with room above and below. */
function ranges(runs: readonly (readonly Point[])[]): { readonly x: Range; readonly y: Range } {
  const max = Math.min(...runs.map((points) => points.at(-1)?.x ?? 0));
  const values = runs.flatMap((points) => points.filter(({ x }) => x <= max)).map(({ y }) => y);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = (high - low) * 0.1;
  return { x: { min: 0, max }, y: { min: low - margin, max: high + margin } };
}

const within = (points: readonly Point[], { xRange }: Plot): readonly Point[] =>
  points.filter(({ x }) => x <= xRange.max);

function legend(x: number, y: number): readonly Shape[] {
  return [
    diamond({ x, y: y - 4 }, 'leaking'),
    text({ x: x + 11, y }, 'a server that leaks', { look: 'leaking bold' }),
    dot({ x: x + 170, y: y - 4 }, 'clean'),
    text({ x: x + 181, y }, 'a server that does not', { look: 'clean bold' }),
  ];
}

/** The same two runs twice: memory over time as a monitor shows it, and the floors against requests. */
export function floorsFigure({ leak, clean }: Recordings): Figure {
  const leaking = tracesOf(targetOf(leak));
  const quiet = tracesOf(targetOf(clean));
  const area = (left: number): PlotArea => ({ left, top: 92, width: 312, height: 190 });

  const bySamples = ranges([leaking.samples, quiet.samples]);
  const watched = createPlot(area(74), bySamples.x, bySamples.y);
  const byFloors = ranges([leaking.floors, quiet.floors]);
  const measured = createPlot(area(494), byFloors.x, byFloors.y);
  return {
    title: 'The same two runs, watched and measured',
    description:
      'Left: memory in use over time, read while requests run. Two jagged lines that rise and fall and cross. Right: the floors of the same runs against requests. The leaking server climbs in a straight line, the clean one stays level.',
    width: 840,
    height: 346,
    shapes: [
      ...legend(30, 34),
      text({ x: 24, y: 72 }, 'Watched: memory in use, read every 0.2 s', { look: 'head' }),
      ...axes(
        watched,
        { ticks: ticks(watched.xRange, 5), format: String, name: 'seconds' },
        { ticks: ticks(watched.yRange, 5), format: megabytes },
      ),
      curve(watched, within(quiet.samples, watched), 'clean fine'),
      curve(watched, within(leaking.samples, watched), 'leaking fine'),
      text({ x: 444, y: 72 }, "Measured: the floors, without V8's code", { look: 'head' }),
      ...axes(
        measured,
        { ticks: ticks(measured.xRange, 5), format: formatCount, name: 'requests' },
        { ticks: ticks(measured.yRange, 5), format: megabytes },
      ),
      curve(measured, within(quiet.floors, measured), 'clean'),
      curve(measured, within(leaking.floors, measured), 'leaking'),
      ...within(quiet.floors, measured).map(({ x, y }) => dot({ x: measured.x(x), y: measured.y(y) }, 'clean')),
      ...within(leaking.floors, measured).map(({ x, y }) => diamond({ x: measured.x(x), y: measured.y(y) }, 'leaking')),
    ],
  };
}
