/** One outcome: how often each part took part, and what grew in all. */
export interface MixedOutcome {
  /** Requests by part. */
  readonly requests: ReadonlyMap<string, number>;
  readonly growth: number;
}

/** Enough for exact counts to settle. More iterations change the order of nobody. */
const iterations = 200;

/**
 * Rates per request of each part that explain the growth of all outcomes, none below zero: Richardson (1972) and Lucy
 * (1974), the EM algorithm of a Poisson sum. It begins with equal rates, so that parts which cannot be told apart stay
 * equal. Growth below zero counts as none.
 */
export function mixedRates(outcomes: readonly MixedOutcome[], parts: readonly string[]): ReadonlyMap<string, number> {
  const rates = new Map(parts.map((part) => [part, 1]));
  const totals = new Map(
    parts.map((part) => [part, outcomes.reduce((sum, { requests }) => sum + (requests.get(part) ?? 0), 0)]),
  );
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    const ratios = outcomes.map(({ requests, growth }) => {
      const expected = parts.reduce((sum, part) => sum + (rates.get(part) ?? 0) * (requests.get(part) ?? 0), 0);
      return expected === 0 ? 0 : Math.max(0, growth) / expected;
    });
    for (const part of parts) {
      const total = totals.get(part) ?? 0;
      const explained = outcomes.reduce(
        (sum, { requests }, index) => sum + (requests.get(part) ?? 0) * (ratios[index] ?? 0),
        0,
      );
      rates.set(part, total === 0 ? 0 : ((rates.get(part) ?? 0) * explained) / total);
    }
  }
  return rates;
}
