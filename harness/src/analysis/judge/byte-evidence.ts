import type { GrowthEstimate } from '../../model/result.js';
import type { MetricBlock } from '../endpoint-blocks.js';
import { type GrowthRate, growthRate, pValueAbove } from '../statistics/growth-rate.js';
import { levelSlope } from '../statistics/level-slope.js';
import { median, medianInterval, robustDeviation, signTestAbove } from '../statistics/median.js';
import { studentTQuantile } from '../statistics/student-t.js';
import { hasStopped, lastThreeDoublings, lastTwoDoublings, persists } from './doubling-windows.js';
import { confidence } from './metric-judgement.js';

/** A t interval over fewer differences than this is too wide to decide anything, and too trusting of normal noise. */
export const fewestBlocks = 5;

/**
 * How much of the growth may be given back in single blocks before it counts as a sawtooth: buffers that flush and
 * caches that are emptied at a size give back all of it, the noise of a floor a few percent.
 */
const tolerableGiveBack = 0.25;

/**
 * Share of the tolerance that every request must add before what comes on top of it in steps counts, too. A table that
 * doubles takes as much again as its entries; half of the tolerance is a number or a pointer kept for each request.
 */
const steadyShare = 0.5;

/**
 * Three looks at one question share what one may err by (Bonferroni with weights). Steps get least: they come into it
 * where blocks are alike, so that their p-value is tiny.
 */
const lookShares = { mean: 0.45, median: 0.45, steps: 0.1 } as const;

/** Whether the growth of some blocks stands above the tolerance, and how sure that is. */
export interface ByteEvidence {
  /** Mean growth with its t interval over the last two doublings: from levels where they hold still, else from differences. */
  readonly mean: GrowthRate;
  /** Lower end of what is proven, by the mean or by the median; whichever proves more. */
  readonly provenLow: number;
  /** The rate to report: that of the mean, with its low end as far as it is proven. */
  readonly perRequest: GrowthEstimate;
  readonly isPersistentGrowth: boolean;
  /** Growth above the tolerance is proven, but it fades as requests double, or has stopped. */
  readonly isFading: boolean;
  /** One-sided, against "grows no faster than the tolerance". */
  readonly pValue: number;
}

const perRequest = ({ growth, requests }: MetricBlock): number => growth / requests;
const growthSum = (blocks: readonly MetricBlock[]): number => blocks.reduce((sum, block) => sum + block.growth, 0);

function givesBack(blocks: readonly MetricBlock[]): boolean {
  const risen = growthSum(blocks.filter(({ growth }) => growth > 0));
  const fallen = -growthSum(blocks.filter(({ growth }) => growth < 0));
  return fallen > tolerableGiveBack * risen;
}

/**
 * Lower end of the mean where all blocks but a few are alike: the steps of those few are no noise, for they are there
 * and stay. So the width is that of the usual block.
 */
function meanBesideSteps(rates: readonly number[], { estimate }: GrowthRate): number {
  const error = robustDeviation(rates) / Math.sqrt(rates.length);
  return estimate - studentTQuantile(1 - (1 - confidence) / 2, rates.length - 1) * error;
}

/** Where the median proves more than the mean estimates (a block gave much back), the median's own rate is the honest one. */
function toReport(
  { estimate, high }: GrowthRate,
  low: number,
  rates: readonly number[],
  middle: { readonly low: number; readonly high: number } | null,
): GrowthEstimate {
  if (estimate >= low || middle === null) return { estimate, low, high };
  return { estimate: median(rates), low: middle.low, high: middle.high };
}

/**
 * Three ways to see the same leak. The mean sees what comes in rare large steps and is blurred by them; the median sees
 * what every request adds beneath the steps of a table that doubles, and is blind to the steps. Where what every request
 * adds is proven but small, it is the leak together with the steps of each doubling: a set of short texts grows by 24
 * bytes a request, and by as much again each time its table doubles.
 *
 * @returns null when there are too few blocks to judge.
 */
export function gatherByteEvidence(blocks: readonly MetricBlock[], tolerance: number): ByteEvidence | null {
  const recent = lastTwoDoublings(blocks);
  const mean = levelSlope(recent, confidence) ?? growthRate(recent, confidence);
  const windows = lastThreeDoublings(blocks);
  if (recent.length < fewestBlocks || mean === null || windows === null) return null;
  const rates = recent.map(perRequest);
  const middle = medianInterval(rates, confidence);
  const medianLow = middle?.low ?? Number.NEGATIVE_INFINITY;
  const medians = windows.map((window) => median(window.blocks.map(perRequest)));
  const means = windows.map((window) => window.perRequest);
  const stopped = hasStopped(windows, confidence);
  const goesOn = !givesBack(recent) && !stopped;
  const byMean = mean.low > tolerance && persists(means, tolerance);
  const byMedian = medianLow > tolerance && mean.estimate > tolerance && persists(medians, tolerance);
  const steady = steadyShare * tolerance;
  const bySteps = medianLow > steady && meanBesideSteps(rates, mean) > tolerance && persists(means, tolerance);
  const provenLow = byMedian || bySteps ? Math.max(mean.low, medianLow) : mean.low;
  const pValues = [
    pValueAbove(mean, tolerance) / lookShares.mean,
    byMedian ? signTestAbove(rates, tolerance) / lookShares.median : 1,
    bySteps ? signTestAbove(rates, steady) / lookShares.steps : 1,
  ];
  return {
    mean,
    provenLow,
    perRequest: toReport(mean, provenLow, rates, middle),
    isPersistentGrowth: goesOn && (byMean || byMedian || bySteps),
    isFading: provenLow > tolerance && (stopped || !(byMean || byMedian)),
    pValue: Math.min(1, ...pValues),
  };
}
