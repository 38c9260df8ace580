import type { MetricId } from '../../model/metrics/catalogue.js';
import type { GrowthEstimate } from '../../model/result.js';
import type { MetricBlock } from '../endpoint-blocks.js';
import { mostEventsAtAnyTime } from '../statistics/anytime-bound.js';
import { poissonInterval } from '../statistics/poisson.js';
import { lastDoubling, lastThreeDoublings, lastTwoDoublings, persists } from './doubling-windows.js';
import { estimationSpan } from './estimation-span.js';
import { confidence, type JudgingContext, type MetricJudgement } from './metric-judgement.js';
import { countAtBound, isTooFew, oneIn, witnessesOf } from './reached-bound.js';
import { steadyCountRate } from './steady-count-rate.js';

/**
 * How many leaked things must have piled up before a count is called a leak while there is room to go on: half of the room,
 * where a limit is known, within these two. Most pools and round-robin channels stop well below the least; an agent that
 * keeps some sockets for each of many hosts, with both ends in one process, below the most. Where the limit is nearer than
 * that (a pool of 10, `max_connections`), persistence alone decides. Higher costs requests, lower accuses what fills.
 */
const plausibleBound = { least: 64, most: 512 };
const shareOfRoom = 0.5;

/** Requests that clear a count which lost nothing. */
const requestsToClear = (tolerance: number): number => mostEventsAtAnyTime(0) / tolerance;

/**
 * Things that something bounded may hold. The least where no limit is known, for each may be dear (a process, a thread),
 * and once as many requests were sent as clear a count: what needs longer to fill several hundred is no pool.
 */
function mostBounded(requests: number, { tolerance, room = Number.POSITIVE_INFINITY }: JudgingContext): number {
  const { least, most } = plausibleBound;
  if (!Number.isFinite(room) || requests >= requestsToClear(tolerance)) return least;
  return Math.max(least, Math.min(most, shareOfRoom * room));
}

/** Below this an exact rate is a coincidence: 1 + 2 + 4 requests are the fewest that make two doublings. */
const fewestGrowth = 6;

const total = (blocks: readonly MetricBlock[]): { readonly requests: number; readonly growth: number } => ({
  requests: blocks.reduce((sum, block) => sum + block.requests, 0),
  growth: blocks.reduce((sum, block) => sum + block.growth, 0),
});

/** Counts at rest are exact: when every block grew by the same rate there is no doubt to put into an interval. */
function countRate(blocks: readonly MetricBlock[]): GrowthEstimate | null {
  const { requests, growth } = total(blocks);
  if (requests === 0) return null;
  const estimate = growth / requests;
  if (growth > 0 && blocks.every((block) => block.growth * requests === growth * block.requests)) {
    return { estimate, low: estimate, high: estimate };
  }
  const events = poissonInterval(Math.max(0, Math.round(growth)), confidence);
  return { estimate, low: Math.min(estimate, events.low / requests), high: events.high / requests };
}

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

const isSequential = ({ phase }: MetricBlock): boolean => phase === 'scout';

/** Without the blocks that were the first to come over so many connections. */
function withoutWidening(blocks: readonly MetricBlock[]): readonly MetricBlock[] {
  let widest = 0;
  return blocks.filter(({ connections }) => {
    const isFirst = connections > widest;
    widest = Math.max(widest, connections);
    return !isFirst;
  });
}

/**
 * What clears a count: the blocks behind those first ones that surely grew by more than the tolerance, in which a pool was
 * still filling. A leak at the tolerance passes for a filling pool in one block of two hundred at most, and the bound that
 * clears holds wherever it begins. Where something came back it was no filling, and all blocks count.
 */
function withoutFilling(blocks: readonly MetricBlock[], tolerance: number): readonly MetricBlock[] {
  const isFilling = ({ requests, growth }: MetricBlock): boolean =>
    growth > 0 && poissonInterval(Math.round(growth), confidence).low > tolerance * requests;
  const filled = blocks.findIndex((block) => !isFilling(block));
  const later = blocks.slice(filled);
  return filled === -1 || later.some(({ growth }) => growth < 0) ? blocks : later;
}

const rateOf = (blocks: readonly MetricBlock[]): number => {
  const { requests, growth } = total(blocks);
  return requests === 0 ? 0 : growth / requests;
};

/**
 * Whether everything grew at one rate from the first request on: each half of the blocks over one connection, the blocks
 * over many, and these without the ones in which a pool opens.
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
 * Whether the first requests filled something bounded: what grew over one connection surely grows no more at that rate
 * over many, although these were answered. A leak does not end when more clients come.
 */
function hasFilled(sequential: readonly MetricBlock[], concurrent: readonly MetricBlock[]): boolean {
  const { requests, growth } = total(lastDoubling(concurrent));
  if (requests === 0) return false;
  const most = poissonInterval(Math.max(0, Math.round(growth)), confidence).high / requests;
  return !persists([rateOf(lastTwoDoublings(sequential)), most], 0);
}

/**
 * Judges a metric whose value is a number of things. Blocks over one connection and blocks over many are judged apart,
 * because a pool opens a client for each concurrent request: growth by concurrency is not growth by requests. The
 * first block over more connections than before is left out for the same reason. All blocks together are looked at last: what grew at one
 * rate from the first request on, over one connection and over many, did not grow by concurrency.
 */
export function judgeCount(metric: MetricId, blocks: readonly MetricBlock[], context: JudgingContext): MetricJudgement {
  const sequential = blocks.filter(isSequential);
  const overMany = blocks.filter((block) => !isSequential(block));
  const concurrent = withoutWidening(overMany);
  const isFilled = context.isSpoilt !== true && hasFilled(sequential, overMany);
  const regimes = [...(isFilled ? [] : [sequential]), concurrent, ...(grewAtOneRate(blocks) ? [blocks] : [])];
  const leaking = regimes.find((regime) => isLeak(regime, context));
  const recent = lastTwoDoublings(leaking ?? (concurrent.length > 0 ? concurrent : sequential));
  const rate = countRate(recent);
  const base = {
    metric,
    unit: 'count',
    tolerance: context.tolerance,
    growth: total(blocks).growth,
    pValue: null,
    needsMore: false,
    ...(context.coarsest === undefined ? {} : { coarsest: context.coarsest }),
  } as const;
  const witnessing = withoutFilling(concurrent, context.tolerance);
  const minimumDetectable = witnessing.length === 0 ? null : resolution(witnessing);
  const common = { ...base, perRequest: rate, minimumDetectable, ...estimationSpan(blocks, recent) };
  if (leaking !== undefined) {
    const reason = 'Grew with every doubling of requests and never came back.';
    return { ...common, ...narrowest(blocks, leaking, rate, context), verdict: 'leaking', reason };
  }
  const whole = countRate(witnessing);
  const most = mostAt(witnessing);
  if (whole !== null && most !== null && most < context.tolerance) {
    const perRequest = { ...whole, high: most };
    return {
      ...common,
      ...estimationSpan(blocks, witnessing),
      perRequest,
      bound: { perRequest: most, requests: total(witnessing).requests, isFull: true },
      verdict: 'clean',
      reason: 'Back to its level after every block.',
    };
  }
  const witnesses = witnessesOf(blocks, witnessing);
  const atBound = countAtBound(witnesses, context.tolerance, context.coarsest);
  if (atBound !== null) return { ...common, ...estimationSpan(blocks, witnesses), ...atBound };
  return {
    ...common,
    ...missingRequests(witnessing, context),
    verdict: 'inconclusive',
    reason: doubt(witnessing.length > 0 ? witnessing : sequential, witnesses, context),
  };
}

/** A count that does not grow only wants requests until a rare leak has had its chance. */
function missingRequests(
  witnessing: readonly MetricBlock[],
  { tolerance }: JudgingContext,
): Pick<MetricJudgement, 'requestsMissing'> {
  const { requests, growth } = total(witnessing);
  return growth > 0 ? {} : { requestsMissing: Math.max(1, Math.ceil(requestsToClear(tolerance)) - requests) };
}

/** The rate of a leak and where it comes from: the last two doublings, unless all of its blocks tell it more closely. */
function narrowest(
  blocks: readonly MetricBlock[],
  leaking: readonly MetricBlock[],
  recent: GrowthEstimate | null,
  { tolerance }: JudgingContext,
): Pick<MetricJudgement, 'perRequest'> {
  const steady = steadyCountRate(leaking);
  // A spread that reaches down to nothing is narrower now and then, and proves no leak.
  const isProof = steady !== null && steady.low > tolerance;
  const isCloser = isProof && recent !== null && steady.high - steady.low < recent.high - recent.low;
  return isCloser ? { perRequest: steady, ...estimationSpan(blocks, leaking) } : { perRequest: recent };
}

/** Upper end of the rate at which a count is cleared. */
function mostAt(blocks: readonly MetricBlock[]): number | null {
  const { requests, growth } = total(blocks);
  return requests === 0 ? null : mostEventsAtAnyTime(Math.max(0, Math.round(growth))) / requests;
}

/** Smallest rate that this many requests would have shown at least once, with 95 % confidence. */
function resolution(blocks: readonly MetricBlock[]): number | null {
  const { requests } = total(blocks);
  return requests === 0 ? null : mostEventsAtAnyTime(0) / requests;
}

const countRequests = (requests: number): string => (requests === 1 ? '1 request is' : `${requests} requests are`);

function doubt(
  blocks: readonly MetricBlock[],
  witnesses: readonly MetricBlock[],
  { tolerance, coarsest }: JudgingContext,
): string {
  const { requests, growth } = total(blocks);
  const seen = total(witnesses).requests;
  // Only a count that grew while requests came one by one has no other witnesses than those at full load.
  if (growth <= 0 && seen === 0)
    return 'Grew before full load, as a pool may, and time was up before any request at full load.';
  if (growth <= 0 && coarsest !== undefined && isTooFew(seen, coarsest))
    return `Did not grow, but ${countRequests(seen)} too few: a leak rarer than ${oneIn(seen)} requests is not excluded.`;
  if (growth <= 0) return `Did not grow, but ${countRequests(requests)} too few to exclude ${tolerance} per request.`;
  return `Grew by ${growth} over ${requests} requests: neither steady enough for a leak nor small enough to be none.`;
}
