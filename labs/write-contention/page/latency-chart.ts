import { formatMs } from '../../shared/page/html.js';
import type { LoadFigures } from '../lab-result.js';
import { colors, formatLoad, titles } from './html.js';

const width = 1_000;
const labelWidth = 250;
const rightMargin = 40;
const rowHeight = 28;
const axisHeight = 28;

/** Powers of ten from the fastest to the slowest that is shown. */
function decadesOf(loads: readonly LoadFigures[]): readonly [lowest: number, highest: number] {
  const values = loads.flatMap(({ latencyMs }) => (latencyMs === null ? [] : Object.values(latencyMs)));
  const lowest = Math.floor(Math.log10(Math.max(1, Math.min(...values))));
  return [lowest, Math.max(lowest + 1, Math.ceil(Math.log10(Math.max(1, ...values))))];
}

/** p50, p95 and p99 of accepted hits on a logarithmic axis, because the twins lie powers of ten apart. */
export function renderLatencyChart(loads: readonly LoadFigures[]): string {
  const [lowest, highest] = decadesOf(loads);
  const perDecade = (width - labelWidth - rightMargin) / (highest - lowest);
  const toX = (ms: number): number => labelWidth + (Math.log10(Math.max(1, ms)) - lowest) * perDecade;
  const plotHeight = loads.length * rowHeight;
  const ticks = Array.from({ length: highest - lowest + 1 }, (_, index) => 10 ** (lowest + index));
  const grid = ticks.map((ms) => renderTick(ms, toX(ms), plotHeight));
  const rows = loads.map((run, index) => renderRow(run, index * rowHeight + rowHeight / 2, toX));
  const label = 'Latency of accepted hits: p50, p95 and p99, logarithmic';
  return `<div class="scroll"><svg viewBox="0 0 ${width} ${plotHeight + axisHeight}" role="img" aria-label="${label}">${grid.join('')}${rows.join('')}</svg></div>`;
}

function renderTick(ms: number, x: number, plotHeight: number): string {
  const line = `<line x1="${x}" x2="${x}" y1="0" y2="${plotHeight}" stroke="var(--line)"/>`;
  return `${line}<text class="quiet" text-anchor="middle" x="${x}" y="${plotHeight + 18}">${formatMs(ms)}</text>`;
}

function renderRow({ contender, load, latencyMs }: LoadFigures, y: number, toX: (ms: number) => number): string {
  const label = `<text x="0" y="${y + 4}">${titles[contender]}, ${formatLoad(load)}</text>`;
  if (latencyMs === null) return label;
  const color = colors[contender];
  const { p50, p95, p99 } = latencyMs;
  const line = `<line x1="${toX(p50)}" x2="${toX(p99)}" y1="${y}" y2="${y}" style="stroke:${color};stroke-width:3"/>`;
  const dots = [p50, p95, p99].map(
    (ms, index) => `<circle cx="${toX(ms)}" cy="${y}" r="${7 - 1.5 * index}" style="fill:${color}"/>`,
  );
  const title = `<title>p50 ${formatMs(p50)}, p95 ${formatMs(p95)}, p99 ${formatMs(p99)}</title>`;
  return `<g>${title}${label}${line}${dots.join('')}</g>`;
}
