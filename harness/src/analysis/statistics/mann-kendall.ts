import { asNormal, studentTUpperTail } from './student-t.js';

/** From here on the normal approximation is good to three digits, and an exact count takes long. */
const mostExact = 30;

/** Pairs in rising order less pairs in falling order (Mann 1945): n(n − 1)/2 where every value is above those before it. */
function score(values: readonly number[]): number {
  return values.reduce(
    (sum, value, index) =>
      sum + values.slice(0, index).reduce((rises, earlier) => rises + Math.sign(value - earlier), 0),
    0,
  );
}

/** How many of all orders of n values have 0, 1, 2, … pairs in falling order, as shares of all. */
function inversionShares(n: number): readonly number[] {
  let shares = [1];
  for (let size = 2; size <= n; size++) {
    const next = new Array<number>(shares.length + size - 1).fill(0);
    shares.forEach((share, inversions) => {
      for (let added = 0; added < size; added++)
        next[inversions + added] = (next[inversions + added] ?? 0) + share / size;
    });
    shares = next;
  }
  return shares;
}

/**
 * One-sided p-value of "these values have no trend upwards" (Mann 1945; Kendall 1975). It looks at their order alone, so
 * that a few outliers do not matter. Equal values count as no rise, which makes it larger, never smaller.
 */
export function risingTrendPValue(values: readonly number[]): number {
  const n = values.length;
  const rises = score(values);
  if (n > mostExact) {
    const deviation = Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
    return studentTUpperTail((rises - 1) / deviation, asNormal);
  }
  const mostFalling = Math.floor(((n * (n - 1)) / 2 - rises) / 2);
  const probability = inversionShares(n)
    .slice(0, mostFalling + 1)
    .reduce((sum, share) => sum + share, 0);
  return Math.min(1, probability);
}
