import type { GrowthEstimate } from '../../model/result.js';
import type { MetricBlock } from '../endpoint-blocks.js';
import { mostEventsAtAnyTime } from '../statistics/anytime-bound.js';
import type { GrowthBlock } from '../statistics/growth-rate.js';
import { poissonInterval } from '../statistics/poisson.js';
import { studentTQuantile } from '../statistics/student-t.js';
import { lastDoubling, lastThreeDoublings, lastTwoDoublings, persists } from './doubling-windows.js';
import { confidence, type JudgingContext } from './metric-judgement.js';

/** A spread of fewer blocks than this is a guess. */
const fewestBlocks = 5;

const sumOf = <T>(items: readonly T[], value: (item: T) => number): number =>
  items.reduce((sum, item) => sum + value(item), 0);

/** Requests and growth of some blocks together. */
export const total = (blocks: readonly GrowthBlock[]): { readonly requests: number; readonly growth: number } => ({
  requests: sumOf(blocks, (block) => block.requests),
  growth: sumOf(blocks, (block) => block.growth),
});

/** The rate of a count. Counts at rest are exact: when every block grew by the same rate, the interval is a point. */
export function countRate(blocks: readonly GrowthBlock[]): GrowthEstimate | null {
  const { requests, growth } = total(blocks);
  if (requests === 0) return null;
  const estimate = growth / requests;
  if (growth > 0 && blocks.every((block) => block.growth * requests === growth * block.requests)) {
    return { estimate, low: estimate, high: estimate };
  }
  const events = poissonInterval(Math.max(0, Math.round(growth)), confidence);
  return { estimate, low: Math.min(estimate, events.low / requests), high: events.high / requests };
}

/** The interval of the requests that deviate from the whole number (Poisson, exact). */
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
 * The rate of a leak that takes nearly the same number of things at each request: a rate of 1.2 is mostly 1 and now and
 * then 2. Only the requests that deviate from the whole number are chance, so only they get a Poisson interval. Where
 * blocks differ by more than such requests can explain, the interval is at least as wide as their spread. Evidence:
 * DESIGN.md, "Counts".
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

/**
 * How many leaked things must have piled up before a count is called a leak while there is time to go on: half of the
 * room before its limit, but not less than `least` and not more than `most`. Most pools and round-robin channels stop
 * well below `least`. An agent that keeps some sockets for each of many hosts, with both ends in one process, stops
 * below `most`. Where the limit is nearer than that (a pool of 10, `max_connections`), persistence alone decides.
 * Higher costs requests, lower accuses what fills.
 */
const plausibleBound = { least: 64, most: 512 };
const shareOfRoom = 0.5;

/** Requests that clear a count which lost nothing. */
export const requestsToClear = (tolerance: number): number => mostEventsAtAnyTime(0) / tolerance;

/**
 * How many things something bounded may hold. It is `least` where no limit is known, for each thing may be expensive (a
 * process, a thread). It is `least` as well once as many requests were sent as clear a count: what takes longer to fill
 * several hundred is no pool.
 */
function mostBounded(requests: number, { tolerance, room = Number.POSITIVE_INFINITY }: JudgingContext): number {
  const { least, most } = plausibleBound;
  if (!Number.isFinite(room) || requests >= requestsToClear(tolerance)) return least;
  return Math.max(least, Math.min(most, shareOfRoom * room));
}

/**
 * With less growth than this an exact rate is a coincidence: 1 + 2 + 4 requests are the fewest that make two doublings.
 */
const fewestGrowth = 6;

function isLeak(blocks: readonly MetricBlock[], context: JudgingContext): boolean {
  const windows = lastThreeDoublings(blocks);
  const rate = countRate(lastTwoDoublings(blocks));
  const { requests, growth } = total(blocks);
  if (windows === null || rate === null || growth < fewestGrowth) return false;
  const hasPassedBounds = growth >= mostBounded(requests, context) || context.isHeadroomSpent || context.isOver;
  return (
    hasPassedBounds &&
    rate.low > context.tolerance &&
    persists(
      windows.map(({ perRequest }) => perRequest),
      0,
    )
  );
}

const rateOf = (blocks: readonly MetricBlock[]): number => {
  const { requests, growth } = total(blocks);
  return requests === 0 ? 0 : growth / requests;
};

const isSequential = ({ phase }: MetricBlock): boolean => phase === 'scout';

/** Without the blocks that were the first over so many connections. */
export function withoutWidening<T extends MetricBlock>(blocks: readonly T[]): readonly T[] {
  let widest = 0;
  return blocks.filter(({ connections }) => {
    const isFirst = connections > widest;
    widest = Math.max(widest, connections);
    return !isFirst;
  });
}

/**
 * The blocks that can clear a count: those after the first ones that surely grew by more than the tolerance, in which a
 * pool was still filling. A leak at the tolerance passes for a filling pool in one block of two hundred at most. The
 * bound that clears holds wherever these blocks begin. Where something came back, nothing was filling, and all blocks
 * count.
 */
function withoutFilling(blocks: readonly MetricBlock[], tolerance: number): readonly MetricBlock[] {
  const isFilling = ({ requests, growth }: MetricBlock): boolean =>
    growth > 0 && poissonInterval(Math.round(growth), confidence).low > tolerance * requests;
  const filled = blocks.findIndex((block) => !isFilling(block));
  const later = blocks.slice(filled);
  return filled === -1 || later.some(({ growth }) => growth < 0) ? blocks : later;
}

/**
 * Whether everything grew at one rate from the first request on. Compared are each half of the blocks over one
 * connection, the blocks over many, and those of them in which no pool opens.
 */
function grewAtOneRate(all: readonly MetricBlock[]): boolean {
  const sequential = all.filter(isSequential);
  const newerHalf = lastDoubling(sequential);
  const olderHalf = sequential.slice(0, sequential.length - newerHalf.length);
  const concurrent = all.filter((block) => !isSequential(block));
  const narrowed = withoutWidening(concurrent);
  const parts = [olderHalf, newerHalf, concurrent, ...(narrowed.length > 0 ? [narrowed] : [])];
  const fastestFirst = parts.map(rateOf).toSorted((a, b) => b - a);
  return persists(fastestFirst, 0);
}

/**
 * Whether the first requests filled something bounded: the count grew over one connection, and over many it surely no
 * longer grows at that rate, although the requests were answered. A leak does not end when more clients come.
 */
function hasFilled(sequential: readonly MetricBlock[], concurrent: readonly MetricBlock[]): boolean {
  const { requests, growth } = total(lastDoubling(concurrent));
  if (requests === 0) return false;
  const most = poissonInterval(Math.max(0, Math.round(growth)), confidence).high / requests;
  return !persists([rateOf(lastTwoDoublings(sequential)), most], 0);
}

/** The blocks of a count, sorted by what they can show. */
export interface CountEvidence {
  /** Over one connection. */
  readonly sequential: readonly MetricBlock[];
  /** Over many connections, without those that were the first over so many. */
  readonly concurrent: readonly MetricBlock[];
  /** Those of them that can clear the count: without the blocks in which a pool was still filling. */
  readonly clearing: readonly MetricBlock[];
  /** Blocks in which it grew as a leak does; null for none. */
  readonly leaking: readonly MetricBlock[] | null;
}

/**
 * Sorts the blocks of a count. Blocks over one connection and blocks over many are kept apart, because a pool opens a
 * client for each concurrent request: growth by concurrency is not growth by requests. The first block over more
 * connections than before is left out for the same reason. All blocks together come last: what grew at one rate from
 * the first request on, over one connection and over many, did not grow by concurrency.
 */
export function gatherCountEvidence(blocks: readonly MetricBlock[], context: JudgingContext): CountEvidence {
  const sequential = blocks.filter(isSequential);
  const overMany = blocks.filter((block) => !isSequential(block));
  const concurrent = withoutWidening(overMany);
  const isFilled = context.isSpoilt !== true && hasFilled(sequential, overMany);
  const regimes = [...(isFilled ? [] : [sequential]), concurrent, ...(grewAtOneRate(blocks) ? [blocks] : [])];
  return {
    sequential,
    concurrent,
    clearing: withoutFilling(concurrent, context.tolerance),
    leaking: regimes.find((regime) => isLeak(regime, context)) ?? null,
  };
}
