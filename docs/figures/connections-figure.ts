import type { TargetRecording } from '../../harness/src/model/recording.js';
import { axes, createPlot, curve, type Plot, ticks } from './plot.js';
import type { Recordings } from './record-runs.js';
import { floorsUnderLoad, pointsOf, targetOf } from './recorded.js';
import { diamond, type Figure, line, type Point, rectangle, type Shape, text } from './svg.js';

const metric = 'pg.connections';

/** From floor to floor: what the block was allowed to use up, and what it did. */
interface Step {
  readonly from: Point;
  readonly to: Point;
  readonly allowed: number;
}

function stepsOf(points: readonly Point[], limit: number): readonly Step[] {
  return points.slice(1).flatMap((to, index) => {
    const from = points[index];
    return from === undefined || from.x === to.x ? [] : [{ from, to, allowed: from.y + (limit - from.y) / 2 }];
  });
}

function allowance(plot: Plot, { from, to, allowed }: Step): readonly Shape[] {
  const left = { x: plot.x(from.x), y: plot.y(allowed) };
  return [
    rectangle(left, plot.x(to.x) - left.x, plot.y(from.y) - left.y, 'shade'),
    line(left, { x: plot.x(to.x), y: left.y }, 'axis'),
    line({ x: plot.x(to.x), y: left.y }, { x: plot.x(to.x), y: plot.bottom }, 'grid'),
  ];
}

/** Blocks too narrow for their size are left without it. */
function blockSizes(plot: Plot, steps: readonly Step[]): readonly Shape[] {
  return steps.flatMap(({ from, to }) => {
    const width = plot.x(to.x) - plot.x(from.x);
    const size = to.x - from.x;
    if (width < 40) return [];
    const at = { x: plot.x((from.x + to.x) / 2), y: plot.bottom - 8 };
    return [text(at, width > 160 ? `a block of ${size}` : String(size), { anchor: 'middle', look: 'small muted' })];
  });
}

/** What the boxes are, in the widest of them. */
function halfLabel(plot: Plot, steps: readonly Step[]): readonly Shape[] {
  const last = steps.at(-1);
  if (last === undefined) return [];
  const at = { x: plot.x(last.from.x) + 10, y: plot.y(last.allowed) + 18 };
  return [text(at, 'half of the room that is left', { look: 'small muted' })];
}

interface Wall {
  readonly limit: number;
  readonly setting: string;
}

function wallOf({ start }: TargetRecording): Wall {
  const limit = start?.limits.connections.postgres ?? null;
  if (limit === null) throw new Error('The recording knows no max_connections. Run npm run docs:figures again.');
  return { limit, setting: start?.limits.settings[metric] ?? 'max_connections' };
}

/** PostgreSQL connections, one more for each request, and the room that each block may use. */
export function connectionsFigure({ connections }: Recordings): Figure {
  const target = targetOf(connections);
  const points = pointsOf(floorsUnderLoad(target), metric, ({ requests }) => requests);
  const { limit, setting } = wallOf(target);
  const steps = stepsOf(points, limit);
  const last = points.at(-1) ?? { x: 0, y: 0 };
  const left = limit - last.y;
  const plot = createPlot(
    { left: 64, top: 62, width: 748, height: 270 },
    { min: 0, max: Math.max(100, last.x + left) },
    { min: 0, max: Math.max(105, limit + 8) },
  );
  const end = { x: plot.x(last.x), y: plot.y(last.y) };
  const wallY = plot.y(limit);
  return {
    title: 'One PostgreSQL connection more for each request',
    description: `Connections against requests: the floors lie on a straight line, one connection per request, up to ${last.y}. Above each block a shaded box shows half of the room that was left before it; every block stays inside its box, below the limit of ${limit}.`,
    width: 840,
    height: 396,
    shapes: [
      text({ x: 24, y: 34 }, 'PostgreSQL connections of the server, at each floor', { look: 'head' }),
      ...steps.flatMap((step) => allowance(plot, step)),
      ...axes(
        plot,
        { ticks: ticks(plot.xRange, 10), format: String, name: 'requests' },
        { ticks: ticks(plot.yRange, 6), format: String },
      ),
      ...blockSizes(plot, steps),
      ...halfLabel(plot, steps),
      line({ x: plot.left, y: wallY }, { x: plot.right, y: wallY }, 'leaking dashed'),
      text({ x: plot.left + 8, y: wallY + 18 }, `${limit} can be had (${setting})`, { look: 'leaking bold' }),
      line(end, { x: plot.x(last.x + left), y: wallY }, 'leaking dashed'),
      curve(plot, points, 'leaking'),
      ...points.map(({ x, y }) => diamond({ x: plot.x(x), y: plot.y(y) }, 'leaking')),
      text({ x: end.x + 14, y: end.y + 22 }, `${left} more requests, and nobody is let in`, { look: 'leaking' }),
    ],
  };
}
