import type { GrowthRate } from './growth-rate.js';

/**
 * The chance that a rate is ever taken for one above its bound, however often one looks. The chance that it is ever
 * taken for one below it is the same.
 */
export const falseVerdict = 0.05;

/**
 * The weight of the prior, in blocks. One is customary (unit information, Kass and Wasserman 1995). Less suits rates
 * that stand out from the noise in each block, as those of memory mostly do: few blocks can prove more, and rates near
 * the bound take longer. At 0.3 five blocks need 4.3 standard errors and sixty 3.3; at 1 it would be 5.1 and 3.1, at
 * 0.1 4.5 and 3.5.
 */
const priorBlocks = 0.3;

/** The share of the prior beside so many observations, 0–1. */
const priorShare = (observations: number): number => priorBlocks / (priorBlocks + observations);

/**
 * How much more likely t is where the rate differs from the bound than where it does not: the ratio of likelihoods of
 * the normal model with unknown variance, averaged over differences of all sizes. Where there is no difference, it is a
 * supermartingale that starts at 1. By Ville's inequality it then ever reaches 1 ÷ α with a chance of α at most.
 * Source: t mixture (Lai 1976, On confidence sequences, Annals of Statistics 4(2); Wang and Ramdas 2025, Anytime-valid
 * t-tests and confidence sequences for Gaussian means with unknown variance, Sequential Analysis 44(1)).
 */
export function evidenceOfDifference(t: number, degreesOfFreedom: number): number {
  const share = priorShare(degreesOfFreedom + 1);
  const perFreedom = (t * t) / degreesOfFreedom;
  const ratio = Number.isFinite(perFreedom) ? (1 + perFreedom) / (1 + share * perFreedom) : 1 / share;
  return Math.sqrt(share) * ratio ** ((degreesOfFreedom + 1) / 2);
}

/**
 * How many standard errors an interval needs to each side of the estimate, so that on that side it misses the true rate
 * in at most one series of twenty, even when one looks after every block and stops at will. Infinity where so few
 * observations prove nothing.
 */
export function anytimeQuantile(degreesOfFreedom: number): number {
  const share = priorShare(degreesOfFreedom + 1);
  // Half of the prior lies on each side.
  const ratio = (1 / (2 * falseVerdict * Math.sqrt(share))) ** (2 / (degreesOfFreedom + 1));
  return share * ratio < 1
    ? Math.sqrt((degreesOfFreedom * (ratio - 1)) / (1 - share * ratio))
    : Number.POSITIVE_INFINITY;
}

/** The same estimate with an interval that holds at whatever moment one looks. */
export function atAnyTime(rate: GrowthRate): GrowthRate {
  const { estimate, standardError, degreesOfFreedom } = rate;
  const halfWidth = standardError === 0 ? 0 : anytimeQuantile(degreesOfFreedom) * standardError;
  return { ...rate, low: estimate - halfWidth, high: estimate + halfWidth };
}

/** One-sided p-value of "the growth is at most `bound`" that holds at whatever moment one looks: 1 ÷ evidence. */
export function anytimePValueAbove({ estimate, standardError, degreesOfFreedom }: GrowthRate, bound: number): number {
  if (estimate <= bound) return 1;
  // Without any noise t is Infinity, and the evidence is the most that so many blocks can give.
  return Math.min(1, 1 / (2 * evidenceOfDifference((estimate - bound) / standardError, degreesOfFreedom)));
}
