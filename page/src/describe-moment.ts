import { formatCount, formatValue } from '../../harness/src/report/format/number.js';
import type { BlockSpan } from './chart/chart-series.js';
import type { ChartProps } from './chart-props.js';
import { phaseWords } from './draw-blocks.js';

/** What the cursor points at: the value, when it was read, and the block that led to it. */
export function describeMoment({ series, spans, axis, unit, annotate }: ChartProps, index: number): string {
  const x = series.x[index];
  const value = (axis === 'time' ? series.samples : series.floors)[index] ?? null;
  if (x === undefined || value === null) return ' ';
  const when = axis === 'requests' ? `after ${formatCount(x)} requests` : `at ${x.toFixed(1)} s`;
  const span = spans.find(({ from, to }) => x > from && x <= to);
  const block = span === undefined ? '' : ` · ${describeDriven(span)} · ${phaseWords[span.phase]}`;
  const floorIndex = series.floorIndexes[index] ?? null;
  const more = floorIndex === null ? '' : (annotate?.(floorIndex) ?? '');
  return `${formatValue(value, unit)}${more === '' ? '' : ` (${more})`} ${when}${block}`;
}

function describeDriven({ endpoint, together, keys }: BlockSpan): string {
  if (keys === 'repeated') return `${endpoint ?? ''} with repeated inputs`;
  if (together === undefined) return endpoint ?? 'no requests';
  if (endpoint === null) return `${together} endpoints together`;
  return `${endpoint} with ${together === 2 ? 'another' : `${together - 1} others`}`;
}

/** The index nearest to a point of the common axis at which this line was read. */
export function nearestRead(values: readonly (number | null)[], index: number): number | null {
  for (let distance = 0; distance < values.length; distance++) {
    for (const candidate of [index - distance, index + distance]) {
      if ((values[candidate] ?? null) !== null) return candidate;
    }
  }
  return null;
}
