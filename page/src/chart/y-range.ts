import type { Unit } from '../../../harness/src/model/metrics/metric-definition.js';

export interface Range {
  readonly min: number;
  readonly max: number;
}

/**
 * The shortest range of a chart. A shorter one would show mere noise as mountains: on a warm Express service the heap
 * moves from floor to floor with a standard deviation of about 18,000 B. Source: DESIGN.md, section 3.
 */
const shortestRange = { bytes: 100_000, count: 4 } as const satisfies Record<Unit, number>;

/**
 * The y axis that several charts of one metric share, so that twins can be compared at a glance.
 *
 * @param lowest what no value falls below; growth may fall below zero, a metric may not.
 * @returns null if nothing was read.
 */
export function sharedRange(series: readonly (readonly (number | null)[])[], unit: Unit, lowest = 0): Range | null {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const values of series) {
    for (const value of values) {
      if (value === null) continue;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
  }
  return min > max ? null : widen({ min, max }, unit, lowest);
}

/** Room above and below, so that no line lies on the frame or on the strip at the chart's foot. */
const marginShare = 0.08;

function widen({ min, max }: Range, unit: Unit, lowest: number): Range {
  const missing = Math.max(0, shortestRange[unit] - (max - min));
  // What no value reaches the axis is not widened by either; the margin may go there.
  const from = Math.max(lowest, min - missing / 2);
  const to = Math.max(max, from + shortestRange[unit]);
  const margin = (to - from) * marginShare;
  return { min: from - margin, max: to + margin };
}

/** True when no floor of any target ever moved: there is nothing to see in its chart. */
export function isFlat(series: readonly (readonly (number | null)[])[]): boolean {
  return series.every((values) => {
    const read = values.filter((value) => value !== null);
    return read.every((value) => value === read[0]);
  });
}
