import type { MetricId } from '../../model/metrics/catalogue.js';
import type { MetricBlock } from '../endpoint-blocks.js';
import { mostEventsAtAnyTime } from '../statistics/anytime-bound.js';
import {
  type CountEvidence,
  countRate,
  gatherCountEvidence,
  requestsToClear,
  steadyCountRate,
  total,
} from './count-evidence.js';
import { lastTwoDoublings } from './doubling-windows.js';
import { estimationSpan, type JudgingContext, type MetricJudgement } from './metric-judgement.js';
import { countAtBound, isTooFew, oneIn, witnessesOf } from './reached-bound.js';

/** A conclusion, and the blocks that its rate was estimated from. */
interface Conclusion extends Pick<MetricJudgement, 'verdict' | 'reason' | 'perRequest' | 'bound' | 'requestsMissing'> {
  /** Blocks that the rate was estimated from. */
  readonly part: readonly MetricBlock[];
}

/** Judges a metric whose value is a number of things. */
export function judgeCount(metric: MetricId, blocks: readonly MetricBlock[], context: JudgingContext): MetricJudgement {
  const evidence = gatherCountEvidence(blocks, context);
  const { leaking, clearing } = evidence;
  const { part, ...conclusion } =
    leaking === null ? concludeWithoutLeak(blocks, evidence, context) : concludeLeak(leaking, context);
  return {
    metric,
    unit: 'count',
    tolerance: context.tolerance,
    growth: total(blocks).growth,
    pValue: null,
    needsMore: false,
    ...(context.coarsest === undefined ? {} : { coarsest: context.coarsest }),
    minimumDetectable: resolution(clearing),
    ...conclusion,
    ...estimationSpan(blocks, part),
  };
}

/**
 * The conclusion on a leak. Its rate is that of the last two doublings, unless all of its blocks give a narrower
 * interval.
 */
function concludeLeak(leaking: readonly MetricBlock[], { tolerance }: JudgingContext): Conclusion {
  const leak = { verdict: 'leaking', reason: 'Grew with every doubling of requests and never came back.' } as const;
  const recent = lastTwoDoublings(leaking);
  const rate = countRate(recent);
  const steady = steadyCountRate(leaking);
  // A spread that reaches down to the tolerance may be narrower by chance, and proves no leak.
  const isProof = steady !== null && steady.low > tolerance;
  const isCloser = isProof && rate !== null && steady.high - steady.low < rate.high - rate.low;
  return isCloser ? { ...leak, perRequest: steady, part: leaking } : { ...leak, perRequest: rate, part: recent };
}

/**
 * The conclusion on a count that shows no leak: clean by the full proof or at the bound that was reached, else
 * inconclusive.
 */
function concludeWithoutLeak(
  blocks: readonly MetricBlock[],
  { sequential, concurrent, clearing }: CountEvidence,
  context: JudgingContext,
): Conclusion {
  const { tolerance, coarsest } = context;
  const whole = countRate(clearing);
  const most = mostAt(clearing);
  if (whole !== null && most !== null && most < tolerance) {
    const bound = { perRequest: most, requests: total(clearing).requests, isFull: true };
    const reason = 'Back to its level after every block.';
    return { verdict: 'clean', reason, perRequest: { ...whole, high: most }, bound, part: clearing };
  }
  const witnesses = witnessesOf(blocks, clearing);
  const atBound = countAtBound(witnesses, tolerance, coarsest);
  if (atBound !== null) return { ...atBound, part: witnesses };
  const recent = lastTwoDoublings(concurrent.length > 0 ? concurrent : sequential);
  return {
    verdict: 'inconclusive',
    perRequest: countRate(recent),
    ...missingRequests(clearing, context),
    reason: doubt(clearing.length > 0 ? clearing : sequential, witnesses, context),
    part: recent,
  };
}

/** A count that does not grow lacks only requests: a rare leak must have had its chance to show. */
function missingRequests(
  clearing: readonly MetricBlock[],
  { tolerance }: JudgingContext,
): Pick<MetricJudgement, 'requestsMissing'> {
  const { requests, growth } = total(clearing);
  return growth > 0 ? {} : { requestsMissing: Math.max(1, Math.ceil(requestsToClear(tolerance)) - requests) };
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
  return `Grew by ${growth} over ${requests} requests: too unsteady to prove a leak, and too much to exclude one.`;
}
