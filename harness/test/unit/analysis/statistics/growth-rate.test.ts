import { expect } from 'chai';
import { growthRate, pValueAbove } from '../../../../src/analysis/statistics/growth-rate.js';
import { referenceValues } from './reference-values.js';

describe('growthRate', () => {
  const { requests, growth, confidence, bound, ...expected } = referenceValues.growthRate;
  const blocks = requests.map((count, index) => ({ requests: count, growth: growth[index] ?? 0 }));

  it('agrees with its definition as SciPy computes it', () => {
    const rate = growthRate(blocks, confidence);
    expect(rate?.estimate).to.be.closeTo(expected.estimate, 1e-9);
    expect(rate?.low).to.be.closeTo(expected.low, 1e-6);
    expect(rate?.high).to.be.closeTo(expected.high, 1e-6);
    expect(rate?.standardError).to.be.closeTo(expected.standardError, 1e-9);
    expect(rate?.degreesOfFreedom).to.equal(requests.length - 1);
    expect(rate === null ? null : pValueAbove(rate, bound)).to.be.closeTo(expected.pValueAbove, 1e-9);
  });

  it('is exact where every block grew alike', () => {
    const rate = growthRate(
      [1, 2, 4, 8].map((count) => ({ requests: count, growth: 3 * count })),
      0.99,
    );
    expect(rate).to.deep.include({ estimate: 3, low: 3, high: 3, standardError: 0 });
    expect(rate === null ? [] : [2, 3, 4].map((limit) => pValueAbove(rate, limit))).to.deep.equal([0, 1, 1]);
  });

  it('needs two blocks, the fewest that differ', () => {
    const rate = growthRate(
      [
        { requests: 100, growth: 90 },
        { requests: 100, growth: 110 },
      ],
      0.99,
    );
    // One degree of freedom: the mean of 1 ± 63.657 standard errors of 0.1.
    expect(rate).to.deep.include({ estimate: 1, degreesOfFreedom: 1 });
    expect(rate?.standardError).to.be.closeTo(0.1, 1e-12);
    expect(rate?.high).to.be.closeTo(1 + 63.657 * 0.1, 1e-3);
  });

  it('says nothing about one block, or about no request', () => {
    expect(growthRate([{ requests: 10, growth: 5 }], 0.99)).to.equal(null);
    expect(
      growthRate(
        [
          { requests: 0, growth: 5 },
          { requests: 0, growth: 1 },
        ],
        0.99,
      ),
    ).to.equal(null);
  });
});
