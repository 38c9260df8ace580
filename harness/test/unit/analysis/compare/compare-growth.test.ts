import { expect } from 'chai';
import { compareGrowth, differenceOf } from '../../../../src/analysis/compare/compare-growth.js';

const growth = (estimate: number, low: number, high: number) => ({ estimate, low, high });

describe('differenceOf', () => {
  it('adds the errors of both as squares, each on its own side', () => {
    const difference = differenceOf(growth(10, 7, 14), growth(20, 16, 23));
    expect(difference).to.deep.equal(growth(10, 10 - Math.hypot(4, 4), 10 + Math.hypot(3, 3)));
  });

  it('is as Newcombe has it for two proportions (1998, method 10, example a: 56/70 against 48/80)', () => {
    // Wilson intervals 0.6917–0.8771 of 0.8, and 0.4902–0.7003 of 0.6; published: 0.0524 to 0.3339.
    const { low, high } = differenceOf(growth(0.6, 0.490_2, 0.700_3), growth(0.8, 0.691_7, 0.877_1));
    expect(low).to.be.closeTo(0.0524, 0.001);
    expect(high).to.be.closeTo(0.3339, 0.001);
  });
});

describe('compareGrowth', () => {
  const cases = [
    ['exact counts that are equal', growth(1, 1, 1), growth(1, 1, 1), 0.001, 'same'],
    ['exact counts that differ', growth(1, 1, 1), growth(2, 2, 2), 0.001, 'worse'],
    ['a leak that is gone', growth(1, 1, 1), growth(0, 0, 0.001), 0.001, 'better'],
    ['intervals that overlap and still differ', growth(100, 90, 110), growth(115, 105, 125), 0, 'worse'],
    ['intervals that overlap too much', growth(100, 90, 110), growth(110, 100, 120), 0, 'unclear'],
    ['a difference below the margin', growth(3, 2, 4), growth(9, 8, 10), 32, 'same'],
    ['noise wider than the margin', growth(0, -300, 300), growth(0, -300, 300), 32, 'unclear'],
  ] as const;

  for (const [what, before, after, margin, comparison] of cases) {
    it(`calls ${what} ${comparison}`, () => {
      expect(compareGrowth(before, after, margin)).to.equal(comparison);
    });
  }
});
