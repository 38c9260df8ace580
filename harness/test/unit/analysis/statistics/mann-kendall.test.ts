import { expect } from 'chai';
import { risingTrendPValue } from '../../../../src/analysis/statistics/mann-kendall.js';
import { createSeededRandom, shuffled } from '../../../../src/analysis/statistics/seeded-random.js';

/** 1 … n with the two values at each of these indexes exchanged. */
function almostRising(n: number, exchanged: readonly number[] = []): readonly number[] {
  const values = Array.from({ length: n }, (_, index) => index + 1);
  for (const index of exchanged) values.splice(index, 2, values[index + 1] ?? 0, values[index] ?? 0);
  return values;
}

describe('risingTrendPValue', () => {
  // Kendall's K in Hollander and Wolfe, Nonparametric Statistical Methods, table A.30: P(K ≥ score).
  const published = [
    ['4 values in order, score 6', almostRising(4), 0.042],
    ['5 values in order, score 10', almostRising(5), 0.0083],
    ['5 values, one pair exchanged, score 8', almostRising(5, [1]), 0.042],
    ['8 values, four pairs exchanged, score 20', almostRising(8, [0, 2, 4, 6]), 0.0071],
  ] as const;
  for (const [what, values, probability] of published) {
    it(`gives the published probability of ${what}`, () => {
      expect(risingTrendPValue(values)).to.be.closeTo(probability, 0.0005);
    });
  }

  it('is 1 of falling values, and large where all are equal', () => {
    expect(risingTrendPValue([5, 4, 3, 2, 1])).to.be.closeTo(1, 1e-12);
    expect(risingTrendPValue([3, 3, 3, 3, 3, 3])).to.be.at.least(0.5);
  });

  it('agrees with its approximation where that takes over', () => {
    const random = createSeededRandom(5);
    const tail = shuffled(almostRising(8), random);
    const exact = risingTrendPValue([...almostRising(22), ...tail.map((value) => value + 5)]);
    const approximate = risingTrendPValue([...almostRising(23), ...tail.map((value) => value + 6)]);
    expect(approximate / exact).to.be.within(0.1, 1);
    expect(risingTrendPValue(shuffled(almostRising(200), random))).to.be.within(0.01, 0.99);
  });

  it('finds a trend in noise by chance as often as it says', () => {
    const random = createSeededRandom(11);
    for (const n of [8, 40]) {
      const found = Array.from({ length: 4_000 }, () => risingTrendPValue(Array.from({ length: n }, random)) < 0.05);
      expect(found.filter(Boolean).length / 4_000).to.be.within(0.025, 0.065);
    }
  });

  it('does not mind what no order shows: outliers', () => {
    expect(risingTrendPValue([1, 2, 3, 4, 5, 6, 7, 800])).to.equal(risingTrendPValue(almostRising(8)));
  });
});
