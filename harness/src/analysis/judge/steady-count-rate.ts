import type { GrowthEstimate } from '../../model/result.js';
import type { GrowthBlock } from '../statistics/growth-rate.js';
import { poissonInterval } from '../statistics/poisson.js';
import { studentTQuantile } from '../statistics/student-t.js';
import { confidence } from './metric-judgement.js';

/** A spread of fewer blocks is a guess. */
const fewestBlocks = 5;

const sumOf = <T>(items: readonly T[], value: (item: T) => number): number =>
  items.reduce((sum, item) => sum + value(item), 0);

/** What the requests that deviate from the whole number leave open (Poisson, exact). */
function byDeviations(estimate: number, requests: number): GrowthEstimate {
  const usual = Math.round(estimate);
  const deviations = poissonInterval(Math.round(Math.abs(estimate - usual) * requests), confidence);
  const [least, most] = [deviations.low / requests, deviations.high / requests];
  return estimate < usual
    ? { estimate, low: usual - most, high: usual - least }
    : { estimate, low: usual + least, high: usual + most };
}

/** A t interval of a ratio, the variance of a block in proportion to its requests (Cochran, Sampling Techniques, 3rd ed., section 6.3). */
function bySpread(estimate: number, variancePerRequest: number, requests: number, blocks: number): GrowthEstimate {
  const quantile = studentTQuantile(1 - (1 - confidence) / 2, blocks - 1);
  const halfWidth = quantile * Math.sqrt(variancePerRequest / requests);
  return { estimate, low: estimate - halfWidth, high: estimate + halfWidth };
}

/**
 * Rate of a leak that takes nearly the same number of things at each request: 1.2 is mostly 1 and now and then 2. Only the
 * requests that deviate from the whole number are chance, so that only they get an interval of Poisson. Where blocks
 * differ by more than such requests can explain, things come otherwise, and the interval is at least as wide as their
 * spread. Evidence: DESIGN.md, "Counts".
 *
 * @returns null with too few blocks.
 */
export function steadyCountRate(blocks: readonly GrowthBlock[]): GrowthEstimate | null {
  const requests = sumOf(blocks, (block) => block.requests);
  if (blocks.length < fewestBlocks || requests === 0) return null;
  const estimate = sumOf(blocks, (block) => block.growth) / requests;
  const unexplained = sumOf(blocks, (block) => (block.growth - estimate * block.requests) ** 2 / block.requests);
  const variancePerRequest = unexplained / (blocks.length - 1);
  const deviating = Math.abs(estimate - Math.round(estimate));
  const exact = byDeviations(estimate, requests);
  if (variancePerRequest <= deviating * (1 - deviating)) return exact;
  const spread = bySpread(estimate, variancePerRequest, requests, blocks.length);
  return { estimate, low: Math.min(exact.low, spread.low), high: Math.max(exact.high, spread.high) };
}
