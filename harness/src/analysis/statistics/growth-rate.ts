import type { GrowthEstimate } from '../../model/result.js';
import { studentTQuantile, studentTUpperTail } from './student-t.js';

/** What one block of requests did to one metric. */
export interface GrowthBlock {
  readonly requests: number;
  /** Floor after − floor before, in the metric's unit. */
  readonly growth: number;
}

export interface GrowthRate extends GrowthEstimate {
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  /** Level of the line at the first floor, relative to it; absent where the line begins in that floor. */
  readonly intercept?: number;
}

const sumOf = <T>(items: readonly T[], value: (item: T) => number): number =>
  items.reduce((sum, item) => sum + value(item), 0);

/**
 * Growth per request over several blocks with a t interval, from the blocks' *differences*. Differences of a wandering
 * floor (white noise to random walk) are uncorrelated or negatively correlated, so that the interval is right or too
 * wide, never too narrow, where a line fitted through the floors themselves is not (DESIGN.md, "Why differences").
 * The noise of a floor does not depend on the size of its block, so each difference carries the same variance.
 */
export function growthRate(blocks: readonly GrowthBlock[], confidence: number): GrowthRate | null {
  const requests = sumOf(blocks, (block) => block.requests);
  if (blocks.length < 2 || requests === 0) return null;
  const estimate = sumOf(blocks, (block) => block.growth) / requests;
  const degreesOfFreedom = blocks.length - 1;
  const variance = sumOf(blocks, (block) => (block.growth - estimate * block.requests) ** 2) / degreesOfFreedom;
  const standardError = Math.sqrt(variance * blocks.length) / requests;
  const halfWidth = studentTQuantile(1 - (1 - confidence) / 2, degreesOfFreedom) * standardError;
  return { estimate, low: estimate - halfWidth, high: estimate + halfWidth, standardError, degreesOfFreedom };
}

/** One-sided p-value of "the growth is at most `bound`"; small means that it is more. */
export function pValueAbove(rate: GrowthRate, bound: number): number {
  if (rate.standardError === 0) return rate.estimate > bound ? 0 : 1;
  return studentTUpperTail((rate.estimate - bound) / rate.standardError, rate.degreesOfFreedom);
}
