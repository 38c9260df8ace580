import type { Comparison } from '../../model/comparison.js';
import type { GrowthEstimate } from '../../model/result.js';

/**
 * How much faster `after` grows than `before`, with an interval of the same confidence as theirs.
 *
 * Two intervals that overlap may still differ: the errors of two runs are independent, so they add as squares. Each side
 * keeps its own distance, so that intervals need not be symmetric (MOVER, Zou & Donner, Statistics in Medicine 27, 2008).
 */
export function differenceOf(before: GrowthEstimate, after: GrowthEstimate): GrowthEstimate {
  const estimate = after.estimate - before.estimate;
  return {
    estimate,
    low: estimate - Math.hypot(after.estimate - after.low, before.high - before.estimate),
    high: estimate + Math.hypot(after.high - after.estimate, before.estimate - before.low),
  };
}

/**
 * Compares two growths of one metric.
 *
 * @param margin growth per request that does not matter: the metric's tolerance.
 */
export function compareGrowth(before: GrowthEstimate, after: GrowthEstimate, margin: number): Comparison {
  const { low, high } = differenceOf(before, after);
  if (low > margin) return 'worse';
  if (high < -margin) return 'better';
  return low >= -margin && high <= margin ? 'same' : 'unclear';
}
