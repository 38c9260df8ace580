import type { LoadResult } from '../../model/load.js';
import type { MetricId } from '../../model/metrics/catalogue.js';
import type { InputContrast } from '../../model/result.js';
import { type FlooredBlock, requestsIn } from '../endpoint-blocks.js';
import { witnessedBlocks } from './judge-last-witness.js';
import { tolerableFailureShare } from './load-summary.js';
import { rateOfFew } from './reached-bound.js';

const shareOf = ({ sent, statuses }: LoadResult, status: string): number => (statuses[status] ?? 0) / Math.max(1, sent);

/** Whether two blocks got the same answers, but for a few requests. */
function isAnsweredAlike(one: LoadResult, other: LoadResult): boolean {
  const statuses = new Set([...Object.keys(one.statuses), ...Object.keys(other.statuses)]);
  const isAlike = (status: string): boolean =>
    Math.abs(shareOf(one, status) - shareOf(other, status)) <= tolerableFailureShare;
  return [...statuses].every(isAlike) && Math.abs(one.ok / one.sent - other.ok / other.sent) <= tolerableFailureShare;
}

/**
 * Whether a block of repeated inputs was answered otherwise than the first time. A service that refuses what it was asked
 * before (a unique key, something that is already deleted) does other work then, and its growth says nothing.
 *
 * @param fresh blocks of the endpoint whose inputs were new.
 */
export function isRefused(fresh: readonly FlooredBlock[], { block }: FlooredBlock): boolean {
  const first = fresh.find((each) => each.block.firstN === block.firstN);
  return first === undefined || !isAnsweredAlike(first.block.load, block.load);
}

/** Blocks of repeated inputs that were answered as the first time; none where one of them was not. */
export const evidenceOfRepeated = (
  fresh: readonly FlooredBlock[],
  repeated: readonly FlooredBlock[],
): readonly FlooredBlock[] => (repeated.some((block) => isRefused(fresh, block)) ? [] : repeated);

/**
 * Tells what grows with new inputs only from what grows with every request. Where growth per repeated request surely lies
 * above the tolerance, it grows with every request; where it surely lies below, the inputs must be new. The first block of
 * repeated inputs is left out: some caches keep an entry only from its second use on.
 *
 * @param fresh blocks of the endpoint whose inputs were new.
 * @param repeated blocks of repeated inputs, answered as the first time.
 * @returns null where there are too few blocks, or their noise is too wide to tell.
 */
export function inputContrast(
  fresh: readonly FlooredBlock[],
  repeated: readonly FlooredBlock[],
  metric: MetricId,
  tolerance: number,
): InputContrast | null {
  const rate = rateOfFew(witnessedBlocks(repeated, metric));
  const isAbove = rate !== null && rate.low > tolerance;
  if (rate === null || (!isAbove && rate.high >= tolerance)) return null;
  return {
    growsWith: isAbove ? 'every' : 'distinct',
    distinctInputs: requestsIn(fresh),
    repeatedRequests: requestsIn(repeated),
    perRepeated: { estimate: rate.estimate, low: rate.low, high: rate.high },
  };
}
