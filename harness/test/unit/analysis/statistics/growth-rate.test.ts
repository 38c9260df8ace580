import { expect } from 'chai';
import { growthRate, pValueAbove } from '../../../../src/analysis/statistics/growth-rate.js';
import { createSeededRandom } from '../../../../src/analysis/statistics/seeded-random.js';
import { autoregressiveNoise, type NoiseModel, randomWalkNoise, whiteNoise } from '../../../support/noise.js';
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

  const noises: Readonly<Record<string, NoiseModel>> = {
    'white noise': whiteNoise(50_000),
    'AR(0.8)': autoregressiveNoise(0.8, 50_000),
    'AR(0.95)': autoregressiveNoise(0.95, 50_000),
    'a random walk': randomWalkNoise(50_000),
  };
  for (const [name, model] of Object.entries(noises)) {
    it(`misses the true rate in at most about 1 % of runs under ${name}`, () => {
      const runs = 600;
      let misses = 0;
      for (let seed = 0; seed < runs; seed++) {
        const noise = model(createSeededRandom(seed));
        let floor = noise();
        const noisy = Array.from({ length: 20 }, () => {
          const next = noise();
          const block = { requests: 1_000, growth: 1_000 * 25 + next - floor };
          floor = next;
          return block;
        });
        const rate = growthRate(noisy, 0.99);
        if (rate === null || rate.low > 25 || rate.high < 25) misses++;
      }
      // 6 of 600 expected at most; 15 and more would happen once in a thousand studies.
      expect(misses).to.be.at.most(14);
    });
  }
});
