import { expect } from 'chai';
import { growthRate } from '../../../../src/analysis/statistics/growth-rate.js';
import { autoregressiveNoise, type NoiseModel, randomWalkNoise, whiteNoise } from '../../../support/noise.js';
import { noisyBlocks, trueRate } from './noisy-blocks.js';

describe('growthRate over many seeds', () => {
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
        const rate = growthRate(noisyBlocks(model, 20, seed), 0.99);
        if (rate === null || rate.low > trueRate || rate.high < trueRate) misses++;
      }
      // 6 of 600 expected at most; 15 and more would happen once in a thousand studies.
      expect(misses).to.be.at.most(14);
    });
  }
});
