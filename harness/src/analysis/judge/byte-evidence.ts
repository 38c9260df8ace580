import type { GrowthEstimate } from '../../model/result.js';
import type { MetricBlock } from '../endpoint-blocks.js';
import { anytimePValueAbove, atAnyTime } from '../statistics/anytime-rate.js';
import { type GrowthRate, growthRate } from '../statistics/growth-rate.js';
import { levelSlope } from '../statistics/level-slope.js';
import { median, robustDeviation } from '../statistics/median.js';
import { hasStopped, lastThreeDoublings, lastTwoDoublings, persists } from './doubling-windows.js';
import { confidence } from './metric-judgement.js';

/** An interval over fewer differences than this is too wide to decide anything, and trusts too much in normal noise. */
export const fewestBlocks = 5;

/**
 * How much of the growth single blocks may give back before it counts as a sawtooth. Buffers that flush and caches that
 * are emptied give back all of it; the noise of a floor gives back a few percent.
 */
const tolerableGiveBack = 0.25;

/**
 * Share of the tolerance that every block must add per request before steps on top of it count, too. A table that
 * doubles takes as much again as its entries. Half of the tolerance is a number or a pointer kept for each request.
 */
const steadyShare = 0.5;

/**
 * Steps make the spread where the noise of the usual block is below this share of the noise of all blocks: they then
 * make three quarters of the variance. Normal noise does not come near that. Without this condition there would be two
 * tests of one question, and two chances to err.
 */
const usualShare = 0.5;

/** Whether the growth of some blocks stands above the tolerance, and how sure that is. */
export interface ByteEvidence {
  /** The blocks of the last two doublings, from which the rates are estimated. */
  readonly recent: readonly MetricBlock[];
  /**
   * Mean growth over the last two doublings, with an interval for one look. It comes from levels where these hold
   * still, else from differences.
   */
  readonly onceSeen: GrowthRate;
  /** The same, with an interval that holds at every look. */
  readonly mean: GrowthRate;
  /** Lower end of the proven growth: by the mean or beside steps, whichever proves more. */
  readonly provenLow: number;
  /** The rate to report: the estimate of the mean, with the low end that is proven. */
  readonly perRequest: GrowthEstimate;
  readonly isPersistentGrowth: boolean;
  /** Growth above the tolerance is proven, but it fades as requests double, or has stopped. */
  readonly isFading: boolean;
  /** One-sided, against "grows no faster than the tolerance". */
  readonly pValue: number;
}

const perRequest = ({ growth, requests }: MetricBlock): number => growth / requests;
const growthSum = (blocks: readonly MetricBlock[]): number => blocks.reduce((sum, block) => sum + block.growth, 0);

/** Whether single blocks give back much of what others add. Such a sawtooth is no leak, whatever its mean. */
function givesBack(blocks: readonly MetricBlock[]): boolean {
  const risen = growthSum(blocks.filter(({ growth }) => growth > 0));
  const fallen = -growthSum(blocks.filter(({ growth }) => growth < 0));
  return fallen > tolerableGiveBack * risen;
}

/**
 * The mean with the noise of the usual block. Where all blocks but a few are alike, the steps of those few are no
 * noise, for they stay.
 */
function meanBesideSteps(rates: readonly number[], mean: GrowthRate): GrowthRate {
  const standardError = robustDeviation(rates) / Math.sqrt(rates.length);
  return atAnyTime({ ...mean, standardError, degreesOfFreedom: rates.length - 1 });
}

/**
 * Looks for a leak in two ways. The mean also sees growth in rare large steps, but steps make its interval wide. Where
 * **every** block adds more than half of the tolerance per request, the leak is what each request adds, together with
 * the steps: a set of short texts grows by 24 bytes a request, and by as much again each time its table doubles.
 *
 * @returns null when there are too few blocks to judge.
 */
export function gatherByteEvidence(blocks: readonly MetricBlock[], tolerance: number): ByteEvidence | null {
  const recent = lastTwoDoublings(blocks);
  const onceSeen = levelSlope(recent, confidence) ?? growthRate(recent, confidence);
  const windows = lastThreeDoublings(blocks);
  if (recent.length < fewestBlocks || onceSeen === null || windows === null) return null;
  const mean = atAnyTime(onceSeen);
  const rates = recent.map(perRequest);
  const least = Math.min(...rates);
  const medians = windows.map((window) => median(window.blocks.map(perRequest)));
  const means = windows.map((window) => window.perRequest);
  const stopped = hasStopped(windows, confidence);
  const goesOn = !givesBack(recent) && !stopped;
  const besideSteps = meanBesideSteps(rates, mean);
  const byMean = mean.low > tolerance && persists(means, tolerance);
  const bySteps =
    besideSteps.standardError < usualShare * mean.standardError &&
    least > steadyShare * tolerance &&
    besideSteps.low > tolerance &&
    (persists(means, tolerance) || persists(medians, tolerance));
  const provenLow = bySteps ? Math.max(mean.low, least) : mean.low;
  return {
    recent,
    onceSeen,
    mean,
    provenLow,
    perRequest: { estimate: mean.estimate, low: Math.min(provenLow, mean.estimate), high: mean.high },
    isPersistentGrowth: goesOn && (byMean || bySteps),
    isFading: provenLow > tolerance && (stopped || !(byMean || bySteps)),
    pValue: anytimePValueAbove(bySteps ? besideSteps : mean, tolerance),
  };
}

/**
 * The least rate of the last three doublings, where growth persists over two doublings as that of a leak does. There
 * may be few blocks.
 *
 * @returns null where it does not.
 */
export function persistentRate(blocks: readonly MetricBlock[], tolerance: number): number | null {
  const rates = lastThreeDoublings(blocks)?.map((window) => window.perRequest) ?? [];
  const isPersistent = rates.length > 0 && persists(rates, tolerance) && !givesBack(lastTwoDoublings(blocks));
  return isPersistent ? Math.min(...rates) : null;
}

/** Whether memory surely grows by more than the tolerance, and goes on doing so. */
export const growsPersistently = (blocks: readonly MetricBlock[], tolerance: number): boolean =>
  gatherByteEvidence(blocks, tolerance)?.isPersistentGrowth === true;
