/** The middle value, or the mean of the two middle ones; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** A median absolute deviation times this estimates the standard deviation of a normal variable (1 ÷ Φ⁻¹(¾)). */
const perNormalDeviation = 1.4826;

/**
 * Spread of the values as a standard deviation that a few outliers do not widen: the scaled median absolute deviation
 * (Rousseeuw and Croux 1993).
 */
export function robustDeviation(values: readonly number[]): number {
  const middle = median(values);
  return perNormalDeviation * median(values.map((value) => Math.abs(value - middle)));
}

/** P(X ≤ k) of `trials` fair coins, for k = 0, 1, 2, … `trials`. */
function* fairBinomialCdfs(trials: number): Generator<number> {
  let logTerm = -trials * Math.LN2;
  let sum = 0;
  for (let k = 0; k <= trials; k++) {
    sum += Math.exp(logTerm);
    yield Math.min(1, sum);
    logTerm += Math.log((trials - k) / (k + 1));
  }
}

/** P(X ≤ successes) for `trials` fair coins. */
export function fairBinomialCdf(successes: number, trials: number): number {
  let k = 0;
  for (const probability of fairBinomialCdfs(trials)) if (k++ === successes) return probability;
  return 1;
}

/**
 * Distribution-free interval of the median by order statistics (the sign test inverted; Conover, Practical Nonparametric
 * Statistics, 3rd ed., section 3.2). It assumes nothing of the shape: jumps in a few blocks do not widen it.
 *
 * @returns null when there are too few values for this confidence (fewer than 8 at 99 %).
 */
export function medianInterval(
  values: readonly number[],
  confidence: number,
): { readonly low: number; readonly high: number } | null {
  const tail = (1 - confidence) / 2;
  const sorted = values.toSorted((a, b) => a - b);
  let rank = 0;
  for (const probability of fairBinomialCdfs(sorted.length)) {
    if (probability > tail) break;
    rank++;
  }
  const low = sorted[rank - 1];
  const high = sorted[sorted.length - rank];
  return rank === 0 || low === undefined || high === undefined ? null : { low, high };
}
