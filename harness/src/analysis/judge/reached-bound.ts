import type { MetricBlock } from '../endpoint-blocks.js';
import { type GrowthRate, growthRate } from '../statistics/growth-rate.js';
import { levelSlope } from '../statistics/level-slope.js';
import { mostEvents } from '../statistics/poisson.js';
import { coarsestCount } from '../tolerances.js';
import { confidence, type MetricJudgement } from './metric-judgement.js';

/** With fewer differences than this a t interval is as wide as anything. */
const fewestDifferences = 3;

const requestsOf = (blocks: readonly MetricBlock[]): number => blocks.reduce((sum, { requests }) => sum + requests, 0);

type Cleared = Pick<MetricJudgement, 'bound' | 'perRequest' | 'reason'> & { readonly verdict: 'clean' };

/** `1 in 622`: a leak that is rarer may have had no chance to show. */
export const oneIn = (requests: number, events = 0): string =>
  `1 in ${Math.max(1, Math.floor(requests / mostEvents(events)))}`;

/** Too few requests for a count to be called clean at any bound. */
export const isTooFew = (requests: number, coarsest: number, events = 0): boolean =>
  requests === 0 || mostEvents(events) / requests > coarsest;

/**
 * The requests that say of a count whether it grows: all of them, sequential ones included, where it grew in no block; else
 * those at full concurrency, as for the full proof, because a pool may have grown in the others.
 */
export const witnessesOf = (all: readonly MetricBlock[], concurrent: readonly MetricBlock[]): readonly MetricBlock[] =>
  all.some(({ growth }) => growth > 0) ? concurrent : all;

/**
 * A count that, as far as was seen, grows no faster than the tolerance, cleared as far as its requests reach: a pool that
 * opens a late client is no contradiction. Null where they do not reach far enough.
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
 * Memory of which nothing is proven and that, as far as was seen, grows no faster than the tolerance: cleared at the upper
 * end of its interval. Null where that end is too high, or there were too few requests for a leak of one in a hundred.
 *
 * @param requests to the endpoint, all of them.
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

/** By the levels of all warm floors, where they are many and hold still: a slow endpoint has too few in two doublings. */
export const rateOfLevels = (blocks: readonly MetricBlock[]): GrowthRate | null =>
  levelSlope(warmBlocks(blocks), confidence);

/** The blocks at full load but the first, which warms up: what a bound is taken from when no proof has to be found. */
export const warmBlocks = (blocks: readonly MetricBlock[]): readonly MetricBlock[] => blocks.slice(1);

/**
 * What few blocks at full load say: the t interval of all warm ones. It is wide, and honestly so.
 *
 * @returns null with fewer than three of them.
 */
export function rateOfFew(blocks: readonly MetricBlock[]): GrowthRate | null {
  const warm = warmBlocks(blocks);
  return warm.length < fewestDifferences ? null : growthRate(warm, confidence);
}
