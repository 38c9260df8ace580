/**
 * Holm's step-down procedure (1979): which hypotheses can be rejected together so that the chance of even one false
 * rejection stays below `alpha`, whatever their dependence.
 *
 * @returns for each p-value, in the given order, whether its hypothesis is rejected.
 */
export function holmRejections(pValues: readonly number[], alpha: number): readonly boolean[] {
  const ascending = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const firstKept = ascending.findIndex(({ p }, rank) => p > alpha / (pValues.length - rank));
  const rejected = new Set((firstKept === -1 ? ascending : ascending.slice(0, firstKept)).map(({ index }) => index));
  return pValues.map((_, index) => rejected.has(index));
}
