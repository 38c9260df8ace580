import { type GrowthBlock, growthRate } from '../statistics/growth-rate.js';
import { studentTQuantile } from '../statistics/student-t.js';

/** Requests and growth of several neighbouring blocks together. */
export interface GrowthWindow<T extends GrowthBlock = GrowthBlock> {
  readonly blocks: readonly T[];
  readonly requests: number;
  readonly growth: number;
  readonly perRequest: number;
}

function toWindow<T extends GrowthBlock>(blocks: readonly T[]): GrowthWindow<T> {
  const requests = blocks.reduce((sum, block) => sum + block.requests, 0);
  const growth = blocks.reduce((sum, block) => sum + block.growth, 0);
  return { blocks, requests, growth, perRequest: requests === 0 ? 0 : growth / requests };
}

/** Index at which the shortest tail begins that holds at least half of the requests. */
function halfwayIndex(blocks: readonly GrowthBlock[]): number {
  const half = toWindow(blocks).requests / 2;
  let tail = 0;
  for (let index = blocks.length - 1; index >= 0; index--) {
    tail += blocks[index]?.requests ?? 0;
    if (tail >= half) return index;
  }
  return 0;
}

/**
 * The last three windows, oldest first: each has about twice as many requests as the one before, which makes two
 * doublings. What fades as requests double (warm-up, a filling cache, a step) fades from window to window. A leak does
 * not.
 *
 * @returns null when there are too few blocks for three windows.
 */
export function lastThreeDoublings<T extends GrowthBlock>(
  blocks: readonly T[],
): readonly [GrowthWindow<T>, GrowthWindow<T>, GrowthWindow<T>] | null {
  const third = halfwayIndex(blocks);
  const second = halfwayIndex(blocks.slice(0, third));
  const first = halfwayIndex(blocks.slice(0, second));
  if (second === 0 || third === 0) return null;
  return [toWindow(blocks.slice(first, second)), toWindow(blocks.slice(second, third)), toWindow(blocks.slice(third))];
}

/** The blocks of the last doubling: at least half of all requests. */
export const lastDoubling = <T extends GrowthBlock>(blocks: readonly T[]): readonly T[] =>
  blocks.slice(halfwayIndex(blocks));

/** The blocks of the last two doublings: the part of a series that a rate is estimated from. */
export function lastTwoDoublings<T extends GrowthBlock>(blocks: readonly T[]): readonly T[] {
  const third = halfwayIndex(blocks);
  return blocks.slice(halfwayIndex(blocks.slice(0, third)));
}

/**
 * Share of the earlier rate that the newest window must still show. Growth like √requests keeps 0.5 over two doublings,
 * a step or a full cache keeps far less, and a steady leak keeps 1. Higher misses lumpy leaks, lower accuses whatever
 * fades slowly.
 */
const persistingShare = 0.6;

/**
 * Whether growth goes on at about the same rate per request over two doublings, and above `bound` in each window.
 *
 * @param rates growth per request of the windows, oldest first.
 */
export function persists(rates: readonly number[], bound: number): boolean {
  const newest = rates.at(-1) ?? 0;
  return rates.every((rate) => rate > bound) && newest >= persistingShare * Math.max(...rates);
}

/**
 * Whether regular growth has just ended: the newest block surely grew by less than `persistingShare` of what the two
 * older windows let expect. A full cache stops from one block to the next, long before a window of half of all requests
 * shows it. Growth in lumps is too irregular for one quiet block to tell anything.
 *
 * @param windows oldest first, as of `lastThreeDoublings`.
 * @param confidence two-sided, of the prediction interval for the growth of one more block.
 */
export function hasStopped(windows: readonly GrowthWindow[], confidence: number): boolean {
  const older = windows.slice(0, -1).flatMap(({ blocks }) => blocks);
  const newest = windows.at(-1)?.blocks.at(-1);
  const expected = growthRate(older, confidence);
  if (newest === undefined || expected === null || expected.estimate <= 0) return false;
  const { standardError, degreesOfFreedom } = expected;
  const deviation = (standardError * toWindow(older).requests) / Math.sqrt(older.length);
  const predicted = Math.hypot(deviation, standardError * newest.requests);
  const most = newest.growth + studentTQuantile(1 - (1 - confidence) / 2, degreesOfFreedom) * predicted;
  return most < persistingShare * expected.estimate * newest.requests;
}
