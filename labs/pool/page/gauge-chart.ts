import type { GaugeSample, ServerCount } from '../recording/pool-event.js';
import { px } from './scale.js';

const height = 84;
const padding = 10;

type Point = readonly [x: number, y: number];

/** A line that keeps its level until the next sample; points that change nothing are left out. */
function stepPath(points: readonly Point[], endX: number): string {
  const [first] = points;
  if (first === undefined) return '';
  let path = `M${px(first[0])} ${px(first[1])}`;
  let levelY = first[1];
  for (const [x, y] of points.slice(1)) {
    if (y === levelY) continue;
    path += `H${px(x)}V${px(y)}`;
    levelY = y;
  }
  return `${path}H${px(endX)}`;
}

/** The pool's own counters, and dashed what the server counts. */
export function renderGauges(
  gauges: readonly GaugeSample[],
  serverCounts: readonly ServerCount[],
  endMs: number,
  toX: (atMs: number) => number,
  top: number,
): { readonly svg: string; readonly height: number } {
  const counts = [
    ...gauges.flatMap(({ total, waiting }) => [total, waiting]),
    ...serverCounts.map(({ connections }) => connections),
  ];
  const highest = Math.max(1, ...counts);
  const bottom = top + height;
  const toY = (count: number): number => bottom - (count / highest) * (height - padding);
  const endX = toX(endMs);
  const pathOf = (count: (sample: GaugeSample) => number): string =>
    stepPath(
      gauges.map((sample) => [toX(sample.atMs), toY(count(sample))] as const),
      endX,
    );
  const busy = pathOf(({ total, idle }) => total - idle);
  const server = stepPath(
    serverCounts.map(({ atMs, connections }) => [toX(atMs), toY(connections)] as const),
    endX,
  );
  const startX = toX(gauges[0]?.atMs ?? 0);
  const line = (path: string, color: string, more = ''): string =>
    path === '' ? '' : `<path d="${path}" style="fill:none;stroke:var(--${color});stroke-width:2;${more}"/>`;
  const area =
    busy === '' ? '' : `<path d="${busy}V${px(bottom)}H${px(startX)}Z" style="fill:var(--busy);opacity:0.25"/>`;
  const svg = [
    `<line x1="${px(toX(0))}" x2="${px(endX)}" y1="${px(bottom)}" y2="${px(bottom)}" stroke="var(--line)"/>`,
    `<text class="quiet" x="0" y="${px(top + height / 2)}">gauges</text>`,
    `<text class="tiny" text-anchor="end" x="${px(toX(0) - 6)}" y="${px(toY(highest) + 4)}">${highest}</text>`,
    `<text class="tiny" text-anchor="end" x="${px(toX(0) - 6)}" y="${px(bottom + 2)}">0</text>`,
    area,
    line(
      pathOf(({ total }) => total),
      'ink',
    ),
    line(
      pathOf(({ waiting }) => waiting),
      'waiting',
    ),
    line(server, 'server', 'stroke-dasharray:5 4'),
  ];
  return { svg: svg.join(''), height };
}

/** What the marks of a time line mean. */
export const timelineLegend = `<ul class="legend">
<li><i style="background:var(--waiting)"></i>request waits for a connection</li><li><i style="background:var(--failed)"></i>and gets an error</li>
<li><i style="background:var(--opening)"></i>connection is being opened</li><li><i style="background:var(--busy)"></i>in use, by request n</li>
<li><i class="line" style="background:var(--idle)"></i>idle</li><li><span class="bad">×</span> closed, by which setting</li>
<li><i class="line" style="background:var(--ink)"></i>gauge: total</li><li><i style="background:var(--busy);opacity:0.4"></i>gauge: checked out</li>
<li><i class="line" style="background:var(--waiting)"></i>gauge: waiting</li><li><i class="dash"></i>connections that the server counts</li></ul>`;
