import { formatCount } from '../../shared/page/html.js';
import type { LoadFigures } from '../lab-result.js';
import { colors, formatLoad, titles } from './html.js';

const width = 1_000;
const labelWidth = 250;
const valueWidth = 70;
const rowHeight = 28;

/** Accepted hits per second, a bar each, all on one scale from zero. */
export function renderThroughputChart(loads: readonly LoadFigures[]): string {
  const highest = Math.max(1, ...loads.map(({ acceptedPerSecond }) => acceptedPerSecond));
  const rows = loads.map(({ contender, load, acceptedPerSecond }, index) => {
    const top = index * rowHeight;
    const length = (acceptedPerSecond / highest) * (width - labelWidth - valueWidth);
    const color = colors[contender];
    const label = `<text x="0" y="${top + 18}">${titles[contender]}, ${formatLoad(load)}</text>`;
    const bar = `<rect x="${labelWidth}" y="${top + 4}" width="${Math.max(1, length)}" height="20" style="fill:${color}"/>`;
    return `${label}${bar}<text x="${labelWidth + length + 8}" y="${top + 18}">${formatCount(acceptedPerSecond)}</text>`;
  });
  const label = 'Accepted hits per second';
  return `<div class="scroll"><svg viewBox="0 0 ${width} ${loads.length * rowHeight}" role="img" aria-label="${label}">${rows.join('')}</svg></div>`;
}
