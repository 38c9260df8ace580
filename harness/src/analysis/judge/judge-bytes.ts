import { type MetricId, MiB } from '../../model/metrics.js';
import type { MetricBlock } from '../endpoint-blocks.js';
import { type GrowthRate, growthRate, pValueAbove } from '../statistics/growth-rate.js';
import { type GrowthWindow, lastThreeDoublings, lastTwoDoublings, persists } from './doubling-windows.js';
import { confidence, type JudgingContext, type MetricJudgement } from './metric-judgement.js';

/**
 * Bounded things fill first: caches, rings of recent events, interned strings. Most hold at most some ten thousand
 * entries, so that growth over fewer requests than this may be filling. Higher costs seconds, lower accuses caches.
 */
const plausibleEntries = 20_000;

/** A bounded cache of more than this is a leak to whoever pays for the memory. */
const plausibleBytes = 64 * MiB;

/** When the budget ends earlier than `plausibleEntries`, growth that persisted over this many requests is accused. */
const fewestRequestsAtEnd = 1_000;

/** A t interval over fewer differences than this is too wide to decide anything, and too trusting of normal noise. */
const fewestBlocks = 5;

const growthSum = (blocks: readonly MetricBlock[]): number => blocks.reduce((sum, block) => sum + block.growth, 0);

/** Growth per request when the one block that grew most is left out: a single jump carries no slope. */
function rateWithoutLargest(blocks: readonly MetricBlock[]): number {
  const largest = blocks.reduce((most, block) => (block.growth > most.growth ? block : most));
  const rest = blocks.filter((block) => block !== largest);
  const requests = rest.reduce((sum, block) => sum + block.requests, 0);
  return requests === 0 ? 0 : growthSum(rest) / requests;
}

function hasPassedBounds(blocks: readonly MetricBlock[], context: JudgingContext): boolean {
  const requests = blocks.reduce((sum, block) => sum + block.requests, 0);
  if (requests >= plausibleEntries || growthSum(blocks) >= plausibleBytes || context.isHeadroomSpent) return true;
  return context.isOver && requests >= fewestRequestsAtEnd;
}

interface Evidence {
  readonly recent: readonly MetricBlock[];
  readonly rate: GrowthRate;
  readonly windows: readonly GrowthWindow[];
}

function gatherEvidence(blocks: readonly MetricBlock[]): Evidence | null {
  const recent = lastTwoDoublings(blocks);
  const rate = growthRate(recent, confidence);
  const windows = lastThreeDoublings(blocks);
  return recent.length < fewestBlocks || rate === null || windows === null ? null : { recent, rate, windows };
}

function isLeak({ recent, rate, windows }: Evidence, tolerance: number): boolean {
  return rate.low > tolerance && persists(windows, tolerance) && rateWithoutLargest(recent) > tolerance;
}

/**
 * Judges a metric measured in bytes, from the blocks at full concurrency. `clean` is an equivalence test (the upper end
 * of the interval lies under the tolerance), `leaking` needs growth above the tolerance that persists over two
 * doublings, past what bounded things hold, and that no single block carries.
 */
export function judgeBytes(
  metric: MetricId,
  allBlocks: readonly MetricBlock[],
  context: JudgingContext,
): MetricJudgement {
  const blocks = allBlocks.filter((block) => block.phase !== 'scout');
  const { tolerance } = context;
  const base = { metric, unit: 'bytes', tolerance, growth: growthSum(allBlocks) } as const;
  const evidence = gatherEvidence(blocks);
  if (evidence === null) {
    const reason = `${blocks.length} blocks at full load are too few to judge growth.`;
    return { ...base, verdict: 'inconclusive', perRequest: null, minimumDetectable: null, pValue: null, reason };
  }
  const { rate, windows } = evidence;
  const { estimate, low, high } = rate;
  const minimumDetectable = (high - low) / 2;
  const common = {
    ...base,
    perRequest: { estimate, low, high },
    minimumDetectable,
    pValue: pValueAbove(rate, tolerance),
  };
  if (high < tolerance) return { ...common, verdict: 'clean', reason: 'Grows less than the tolerance.' };
  if (isLeak(evidence, tolerance)) {
    if (hasPassedBounds(blocks, context)) {
      return { ...common, verdict: 'leaking', reason: 'Grew at the same rate over two doublings of requests.' };
    }
    return { ...common, verdict: 'inconclusive', reason: 'Grows, but a cache that fills would look the same so far.' };
  }
  return { ...common, verdict: 'inconclusive', reason: doubt(low, tolerance, windows) };
}

function doubt(low: number, tolerance: number, windows: readonly GrowthWindow[]): string {
  if (low > tolerance && !persists(windows, tolerance))
    return 'Grows, but ever more slowly: it may still be warming up.';
  return 'The noise of this run is wider than the tolerance.';
}
