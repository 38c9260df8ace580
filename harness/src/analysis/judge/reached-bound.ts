import type { MetricBlock } from '../endpoint-blocks.js';
import { type GrowthRate, growthRate } from '../statistics/growth-rate.js';
import { levelSlope } from '../statistics/level-slope.js';
import { mostEvents } from '../statistics/poisson.js';
import { coarsestCount } from '../tolerances.js';
import { confidence, type MetricJudgement } from './metric-judgement.js';

/** With fewer differences than this a t interval is too wide to tell anything. */
const fewestDifferences = 3;

const requestsOf = (blocks: readonly MetricBlock[]): number => blocks.reduce((sum, { requests }) => sum + requests, 0);

type Cleared = Pick<MetricJudgement, 'bound' | 'perRequest' | 'reason'> & { readonly verdict: 'clean' };

/** `1 in 622`: a rarer leak may have had no chance to show. */
export const oneIn = (requests: number, events = 0): string =>
  `1 in ${Math.max(1, Math.floor(requests / mostEvents(events)))}`;

/** Whether there were too few requests for a count to be called clean at any bound. */
export const isTooFew = (requests: number, coarsest: number, events = 0): boolean =>
  requests === 0 || mostEvents(events) / requests > coarsest;

/**
 * The blocks that tell whether a count grows. Where it grew in no block, that is all of them, sequential ones included.
 * Else it is those at full concurrency, as for the full proof, because a pool may have grown in the others.
 */
export const witnessesOf = (all: readonly MetricBlock[], concurrent: readonly MetricBlock[]): readonly MetricBlock[] =>
  all.some(({ growth }) => growth > 0) ? concurrent : all;

/**
 * Clears a count as far as its requests reach, where it grows no faster than the tolerance. A pool that opens a late
 * client does not contradict that.
 *
 * @returns null where the requests do not reach far enough.
 */
export function countAtBound(
  blocks: readonly MetricBlock[],
  tolerance: number,
  coarsest: number | undefined,
): Cleared | null {
  const requests = requestsOf(blocks);
  const growth = blocks.reduce((sum, block) => sum + block.growth, 0);
  const events = Math.max(0, Math.round(growth));
  if (coarsest === undefined || isTooFew(requests, coarsest, events) || growth > tolerance * requests) return null;
  const perRequest = mostEvents(events) / requests;
  const grown = events === 0 ? 'No growth' : `Grew by ${events}`;
  return {
    verdict: 'clean',
    perRequest: { estimate: growth / requests, low: Math.min(0, growth / requests), high: perRequest },
    bound: { perRequest, requests, isFull: false },
    reason: `${grown} in ${requests} requests; a leak rarer than ${oneIn(requests, events)} requests is not excluded.`,
  };
}

const bytesReason = (high: number, requests: number, tolerance: number): string =>
  `Grows less than ${Number(high.toPrecision(2))} B per request, as far as ${requests} requests tell; the tolerance is ${tolerance} B.`;

/**
 * Clears memory of which nothing is proven at the upper end of its interval, where the estimate is not above the
 * tolerance.
 *
 * @param requests to the endpoint, all of them.
 * @returns null where that end is too high, or there were too few requests for a leak of one in a hundred.
 */
export function bytesAtBound(
  rate: GrowthRate,
  requests: number,
  tolerance: number,
  coarsest: number | undefined,
): Cleared | null {
  const { estimate, low, high } = rate;
  if (coarsest === undefined || estimate > tolerance || high > coarsest) return null;
  if (isTooFew(requests, coarsestCount)) return null;
  return {
    verdict: 'clean',
    perRequest: { estimate, low, high },
    bound: { perRequest: high, requests, isFull: false },
    reason: bytesReason(high, requests, tolerance),
  };
}

/**
 * The rate by the levels of all warm floors, where these are many and hold still. A slow endpoint has too few blocks in
 * two doublings.
 */
export const rateOfLevels = (blocks: readonly MetricBlock[]): GrowthRate | null =>
  levelSlope(warmBlocks(blocks), confidence);

/**
 * The blocks at full load without the first one, which warms up. A bound is taken from these; only a proof is taken
 * from the last two doublings.
 */
export const warmBlocks = (blocks: readonly MetricBlock[]): readonly MetricBlock[] => blocks.slice(1);

/**
 * The rate by a few blocks at full load: the t interval of all warm ones, which is wide.
 *
 * @returns null with fewer than three of them.
 */
export function rateOfFew(blocks: readonly MetricBlock[]): GrowthRate | null {
  const warm = warmBlocks(blocks);
  return warm.length < fewestDifferences ? null : growthRate(warm, confidence);
}
