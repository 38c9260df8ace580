import { formatCount, formatValue } from '../format/number.js';
import type { ChartProps } from './chart-props.js';

const phaseNames = { scout: 'scouting', 'warm-up': 'warm-up', measure: 'measuring', idle: 'idle' } as const;

/** What the cursor points at: the floor's value, when it was taken, and the block that led to it. */
export function describeMoment({ series, spans, axis, unit }: ChartProps, index: number): string {
  const x = series.x[index];
  const value = series.floors[index] ?? null;
  if (x === undefined || value === null) return ' ';
  const when = axis === 'requests' ? `after ${formatCount(x)} requests` : `at ${x.toFixed(1)} s`;
  const span = spans.find(({ from, to }) => x > from && x <= to);
  const block = span === undefined ? '' : ` · ${span.endpoint ?? 'no requests'} · ${phaseNames[span.phase]}`;
  const stage = span?.phase === 'measure' ? `, stage ${span.stage}` : '';
  return `${formatValue(value, unit)} ${when}${block}${stage}`;
}

/** The floor nearest to a point of the common axis, because samples have no readout. */
export function nearestFloor(floors: readonly (number | null)[], index: number): number | null {
  for (let distance = 0; distance < floors.length; distance++) {
    for (const candidate of [index - distance, index + distance]) {
      if ((floors[candidate] ?? null) !== null) return candidate;
    }
  }
  return null;
}
