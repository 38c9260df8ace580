import type { MetricId } from '../../model/metrics/catalogue.js';
import type { GrowthEstimate, InputContrast } from '../../model/result.js';
import { MiB } from '../../model/units.js';
import type { MetricBlock } from '../endpoint-blocks.js';
import { type GrowthRate, growthRate } from '../statistics/growth-rate.js';
import { type ByteEvidence, gatherByteEvidence, persistentRate } from './byte-evidence.js';
import { lastTwoDoublings } from './doubling-windows.js';
import { confidence, estimationSpan, type JudgingContext, type MetricJudgement } from './metric-judgement.js';
import { bytesAtBound, rateOfFew, rateOfLevels, warmBlocks } from './reached-bound.js';

/**
 * Bounded things fill first: caches, rings of recent events, interned strings. Most hold at most some ten thousand
 * entries, so growth over fewer requests than this may be filling. Higher costs seconds, lower accuses caches.
 */
const plausibleEntries = 20_000;

/**
 * Caches with entries of a kilobyte or more keep fewer of them: the largest customary bound is 10,000, plus a quarter.
 */
const plausibleLargeEntries = 12_500;
const largeEntryBytes = 1_000;

/** A cache of more than this is a leak to whoever pays for the memory, even if it is bounded. */
const plausibleBytes = 64 * MiB;

/**
 * When the budget ends before `plausibleEntries`, growth that persisted over this many requests is accused. Not so
 * where each request asked for something new: a cache that fills looks the same then, so the largest customary bound
 * has to be passed, whatever the size of the entries.
 */
const fewestRequestsAtEnd = 1_000;

const growthSum = (blocks: readonly MetricBlock[]): number => blocks.reduce((sum, block) => sum + block.growth, 0);

const requestSum = (blocks: readonly MetricBlock[]): number => blocks.reduce((sum, { requests }) => sum + requests, 0);

const entriesThatFit = (bytesPerRequest: number): number =>
  bytesPerRequest >= largeEntryBytes ? plausibleLargeEntries : plausibleEntries;

/**
 * The most entries that something bounded may hold which fills at this rate. When the budget is over, fewer must be
 * enough.
 */
function plausibleBound(bytesPerRequest: number, { isOver, hasFreshInput, inputs }: JudgingContext): number {
  if (!isOver) return entriesThatFit(bytesPerRequest);
  return hasFreshInput && inputs?.growsWith !== 'every' ? plausibleLargeEntries : fewestRequestsAtEnd;
}

/**
 * Repeated requests that fill something bounded: all of them where it grows with every request (a ring of the latest
 * requests), none where it has a place for each input.
 */
const repeatedThatFill = (inputs: InputContrast | undefined): number =>
  inputs?.growsWith === 'every' ? inputs.repeatedRequests : 0;

/** Requests until growth at this rate has passed what bounded things hold; 0 when it has. */
function requestsToBound(blocks: readonly MetricBlock[], bytesPerRequest: number, context: JudgingContext): number {
  if (context.isHeadroomSpent) return 0;
  const filling = requestSum(blocks) + repeatedThatFill(context.inputs);
  const untilFull = plausibleBound(bytesPerRequest, context) - filling;
  const untilLarge = (plausibleBytes - growthSum(blocks)) / bytesPerRequest;
  return Math.max(0, Math.ceil(Math.min(untilFull, untilLarge)));
}

/** A conclusion, and the blocks that its rate was estimated from. */
interface Conclusion extends Omit<MetricJudgement, 'metric' | 'unit' | 'tolerance' | 'growth' | 'needsMore'> {
  /** Blocks that the rate was estimated from; empty where there is none. */
  readonly part: readonly MetricBlock[];
  /** Where the line of the rate begins, relative to the first floor of `part`. */
  readonly intercept: number;
}

/**
 * Judges a metric that is measured in bytes, from the blocks at full concurrency. `clean` is an equivalence test: the
 * upper end of the interval lies below the tolerance. `leaking` needs growth above the tolerance that persists over two
 * doublings, that has passed what bounded things hold, and that no single block carries.
 */
export function judgeBytes(
  metric: MetricId,
  allBlocks: readonly MetricBlock[],
  context: JudgingContext,
): MetricJudgement {
  const blocks = allBlocks.filter((block) => block.phase !== 'scout');
  const { tolerance } = context;
  const evidence = gatherByteEvidence(blocks, tolerance);
  const { part, intercept, ...conclusion } =
    evidence === null ? concludeFew(allBlocks, blocks, context) : conclude(evidence, allBlocks, blocks, context);
  return {
    metric,
    unit: 'bytes',
    tolerance,
    growth: growthSum(allBlocks),
    needsMore: false,
    ...conclusion,
    ...estimationSpan(allBlocks, part, intercept),
  };
}

/**
 * The conclusion from too few blocks at full load: nothing is accused, and memory is cleared only as far as its
 * requests reach.
 */
function concludeFew(
  allBlocks: readonly MetricBlock[],
  blocks: readonly MetricBlock[],
  context: JudgingContext,
): Conclusion {
  const unknown = { minimumDetectable: null, pValue: null };
  const few = rateOfFew(blocks);
  const atBound = few && bytesAtBound(few, requestSum(allBlocks), context.tolerance, context.coarsest);
  if (atBound !== null) return { ...unknown, ...atBound, part: warmBlocks(blocks), intercept: 0 };
  const recent = lastTwoDoublings(blocks.length > 1 ? blocks : allBlocks);
  const rate = growthRate(recent, confidence);
  return {
    ...unknown,
    verdict: 'inconclusive',
    reason: `${blocks.length} blocks at full load are too few to judge growth.`,
    perRequest: toEstimate(rate),
    ...toProof(blocks, context),
    part: rate === null ? [] : recent,
    intercept: 0,
  };
}

function conclude(
  evidence: ByteEvidence,
  allBlocks: readonly MetricBlock[],
  blocks: readonly MetricBlock[],
  context: JudgingContext,
): Conclusion {
  const { mean, perRequest, pValue, isPersistentGrowth, isFading, onceSeen, recent } = evidence;
  const requests = requestSum(allBlocks);
  const told = isPersistentGrowth && context.inputs !== undefined ? { inputs: context.inputs } : {};
  const common = { perRequest, minimumDetectable: (mean.high - mean.low) / 2, pValue, ...told };
  const proof = concludeByProof(evidence, blocks, requests, context);
  if (proof.verdict === 'inconclusive' && !isPersistentGrowth && !isFading) {
    const levels = rateOfLevels(blocks);
    const rate = levels ?? onceSeen;
    const atBound = bytesAtBound(rate, requests, context.tolerance, context.coarsest);
    const part = levels === null ? recent : warmBlocks(blocks);
    if (atBound !== null) return { ...common, ...atBound, part, intercept: rate.intercept ?? 0 };
  }
  return { ...common, ...proof, part: recent, intercept: mean.intercept ?? 0 };
}

/** How many more requests could prove what seems to be a leak; nothing where nothing seems to leak. */
function toProof(blocks: readonly MetricBlock[], context: JudgingContext): Pick<MetricJudgement, 'requestsToProof'> {
  const rate = persistentRate(blocks, context.tolerance);
  return rate === null ? {} : { requestsToProof: requestsToBound(blocks, rate, context) };
}

const toEstimate = (rate: GrowthRate | null): GrowthEstimate | null =>
  rate === null ? null : { estimate: rate.estimate, low: rate.low, high: rate.high };

const seenOnly = ({ distinctInputs }: InputContrast): string =>
  `Grows with distinct inputs only: ${distinctInputs} seen, no bound yet`;

/** Why memory is accused. */
function reasonOfLeak(inputs: InputContrast | undefined): string {
  if (inputs?.growsWith === 'distinct') return `${seenOnly(inputs)}.`;
  const repeated = inputs === undefined ? '' : ', with repeated inputs as well';
  return `Grew at the same rate over two doublings of requests${repeated}.`;
}

/** Why memory that grows at the same rate is not accused yet. */
function reasonOfDoubt(inputs: InputContrast | undefined, entries: number): string {
  if (inputs?.growsWith === 'distinct') return `${seenOnly(inputs)}; a cache may hold ${entries}.`;
  const repeated = inputs === undefined ? '' : ' with repeated inputs as well';
  const bounded = inputs === undefined ? 'a cache' : 'a list of the latest requests';
  return `Grows${repeated}, but so would ${bounded} of ${entries} entries or fewer while it fills.`;
}

function concludeByProof(
  evidence: ByteEvidence,
  blocks: readonly MetricBlock[],
  requests: number,
  context: JudgingContext,
): Pick<MetricJudgement, 'verdict' | 'reason' | 'requestsMissing' | 'requestsToProof' | 'bound'> {
  const { mean } = evidence;
  if (mean.high < context.tolerance) {
    const bound = { perRequest: mean.high, requests, isFull: true };
    return { verdict: 'clean', reason: 'Grows less than the tolerance.', bound };
  }
  if (evidence.isPersistentGrowth) {
    const requestsMissing = requestsToBound(blocks, evidence.provenLow, context);
    if (requestsMissing === 0) {
      return { verdict: 'leaking', reason: reasonOfLeak(context.inputs) };
    }
    const entries = plausibleBound(evidence.provenLow, context);
    return { verdict: 'inconclusive', reason: reasonOfDoubt(context.inputs, entries), requestsMissing };
  }
  if (evidence.isFading) {
    return { verdict: 'inconclusive', reason: 'Grows, but ever more slowly: it may still be warming up.' };
  }
  const reason = 'The noise of this run is wider than the tolerance.';
  return { verdict: 'inconclusive', reason, ...toProof(blocks, context) };
}
