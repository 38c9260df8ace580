import { expect } from 'chai';
import { steadyCountRate } from '../../../../src/analysis/judge/count-evidence.js';
import { poissonInterval } from '../../../../src/analysis/statistics/poisson.js';
import { createSeededRandom } from '../../../../src/analysis/statistics/seeded-random.js';

/** Blocks as they are while scouting, each request taking what the function says. */
function scouted(taken: (request: number) => number, sizes: readonly number[] = [1, 2, 4, 8, 16, 32, 64]) {
  let request = 0;
  return sizes.map((requests) => {
    let growth = 0;
    for (let i = 0; i < requests; i++) growth += taken(request++);
    return { requests, growth };
  });
}

/** How many of so many runs give an interval without the true rate. */
function missesOf(rate: number, draw: (random: () => number) => number, runs = 1_000): number {
  const random = createSeededRandom(11);
  let misses = 0;
  for (let run = 0; run < runs; run++) {
    const { low, high } = steadyCountRate(scouted(() => draw(random))) ?? { low: 0, high: 0 };
    if (rate < low || rate > high) misses++;
  }
  return misses;
}

describe('steadyCountRate', () => {
  it('gives only the deviating requests an interval of chance', () => {
    const rate = steadyCountRate(scouted((request) => (request % 10 === 9 ? 2 : 1)));
    const { low, high } = poissonInterval(12, 0.99);
    expect(rate?.estimate).to.be.closeTo(1 + 12 / 127, 1e-12);
    expect(rate?.low).to.be.closeTo(1 + low / 127, 1e-12);
    expect(rate?.high).to.be.closeTo(1 + high / 127, 1e-12);
  });

  it('is the same from below: nine of ten leak', () => {
    const { estimate, low, high } = steadyCountRate(scouted((request) => (request % 10 === 9 ? 0 : 1))) ?? {};
    const { low: least, high: most } = poissonInterval(12, 0.99);
    expect(estimate).to.be.closeTo(1 - 12 / 127, 1e-12);
    expect(low).to.be.closeTo(1 - most / 127, 1e-12);
    expect(high).to.be.closeTo(1 - least / 127, 1e-12);
  });

  it('leaves room around a whole number that was never left', () => {
    const { low, high } = steadyCountRate(scouted(() => 1)) ?? {};
    expect([low, high]).to.deep.equal([1, 1 + poissonInterval(0, 0.99).high / 127]);
  });

  it('looks past small blocks that cannot hold a fraction', () => {
    // A fifth of the requests take two: 1.2 requests' worth of rounding in the blocks of 1, 2 and 4 explains their spread.
    const blocks = scouted((request) => Math.floor(1.2 * (request + 1)) - Math.floor(1.2 * request), [1, 2, 4, 8, 16]);
    const { low } = steadyCountRate(blocks) ?? {};
    expect(low).to.be.closeTo(1 + poissonInterval(6, 0.99).low / 31, 1e-12);
  });

  it('is as wide as the spread of the blocks where that is more', () => {
    // Ten things at once, now and then: the average is a whole number, no request takes that many.
    const blocks = [0, 20, 0, 10, 40, 10].map((growth) => ({ requests: 16, growth }));
    const { estimate = 0, low = 0, high = 0 } = steadyCountRate(blocks) ?? {};
    // s² = Σ (g − r n)² ÷ n ÷ 5 = (2 × 13.33² + 6.67² + 2 × 3.33² + 26.67²) ÷ 16 ÷ 5, t(0.995, 5) = 4.0321
    const spread = Math.sqrt((2 * (40 / 3) ** 2 + (20 / 3) ** 2 + 2 * (10 / 3) ** 2 + (80 / 3) ** 2) / 80 / 96);
    expect(estimate).to.be.closeTo(80 / 96, 1e-12);
    expect(low).to.be.closeTo(80 / 96 - 4.0321 * spread, 1e-4);
    expect(high).to.be.closeTo(80 / 96 + 4.0321 * spread, 1e-4);
  });

  it('says nothing of fewer than five blocks, or of none', () => {
    expect(steadyCountRate(scouted(() => 1, [8, 8, 8, 8]))).to.equal(null);
    expect(steadyCountRate(scouted(() => 1, [8, 8, 8, 8, 8]))).to.not.equal(null);
    expect(steadyCountRate([])).to.equal(null);
  });

  it('misses the true rate about as rarely as it promises, whatever the leak looks like', () => {
    expect(missesOf(1.2, (random) => (random() < 0.2 ? 2 : 1))).to.be.at.most(15);
    expect(missesOf(0.9, (random) => (random() < 0.9 ? 1 : 0))).to.be.at.most(15);
    expect(missesOf(1.01, (random) => (random() < 0.01 ? 2 : 1))).to.be.at.most(15);
    expect(missesOf(0.3, (random) => (random() < 0.3 ? 1 : 0))).to.be.at.most(15);
    // Where things come ten at a time, six blocks hold too few of them for a t interval to be exact.
    expect(missesOf(1, (random) => (random() < 0.1 ? 10 : 0))).to.be.at.most(45);
  });
});
