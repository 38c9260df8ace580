import { expect } from 'chai';
import { growthRate } from '../../../../src/analysis/statistics/growth-rate.js';
import { levelSlope } from '../../../../src/analysis/statistics/level-slope.js';
import { randomWalkNoise, whiteNoise } from '../../../support/noise.js';
import { noisyBlocks, trueRate } from './noisy-blocks.js';
import { referenceValues, relativeError } from './reference-values.js';

describe('levelSlope', () => {
  for (const { requests, growth, confidence, rho, expected } of referenceValues.levelSlope) {
    const name = `${requests.length + 1} floors, ρ taken as ${rho.toFixed(2)}`;
    it(`agrees with generalised least squares by NumPy for ${name}`, () => {
      const blocks = requests.map((count, index) => ({ requests: count, growth: growth[index] ?? Number.NaN }));
      const slope = levelSlope(blocks, confidence);
      if (expected === null || slope === null) return expect(slope).to.equal(expected);
      for (const part of ['estimate', 'low', 'high', 'standardError', 'degreesOfFreedom'] as const) {
        expect(relativeError(slope[part], expected[part]), part).to.be.below(1e-8);
      }
    });
  }

  it('is many times sharper than differences where floors return to a level', () => {
    const blocks = noisyBlocks(whiteNoise(20_000), 60, 1);
    const level = levelSlope(blocks, 0.99);
    const differences = growthRate(blocks, 0.99);
    expect(level?.estimate).to.be.closeTo(trueRate, 1);
    expect(5 * (level?.standardError ?? Number.NaN)).to.be.below(differences?.standardError ?? Number.NaN);
  });

  it('is exactly nothing where no floor ever moved', () => {
    const flat = Array.from({ length: 60 }, () => ({ requests: 2_000, growth: 0 }));
    expect(levelSlope(flat, 0.99)).to.deep.include({ estimate: 0, low: 0, high: 0, standardError: 0 });
  });

  it('has nothing to say about few floors', () => {
    expect(levelSlope(noisyBlocks(whiteNoise(20_000), 20, 1), 0.99)).to.equal(null);
  });

  it('leaves floors that wander to the differences', () => {
    const wandering = Array.from({ length: 100 }, (_, seed) => noisyBlocks(randomWalkNoise(20_000), 60, seed));
    expect(wandering.filter((blocks) => levelSlope(blocks, 0.99) !== null)).to.have.length.below(3);
  });
});
