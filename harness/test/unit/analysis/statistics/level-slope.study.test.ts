import { expect } from 'chai';
import { growthRate } from '../../../../src/analysis/statistics/growth-rate.js';
import { levelSlope } from '../../../../src/analysis/statistics/level-slope.js';
import { autoregressiveNoise, type NoiseModel, randomWalkNoise, whiteNoise } from '../../../support/noise.js';
import { noisyBlocks, trueRate } from './noisy-blocks.js';

describe('levelSlope over many seeds', () => {
  const noises: Readonly<Record<string, NoiseModel>> = {
    'white noise': whiteNoise(20_000),
    'AR(0.5)': autoregressiveNoise(0.5, 20_000),
    'AR(0.8)': autoregressiveNoise(0.8, 20_000),
    'AR(0.95)': autoregressiveNoise(0.95, 20_000),
    'a random walk': randomWalkNoise(10_000),
  };
  for (const [name, model] of Object.entries(noises)) {
    it(`misses the true rate, with differences where it abstains, in at most about 1 % of runs under ${name}`, () => {
      const runs = 500;
      let misses = 0;
      for (let seed = 0; seed < runs; seed++) {
        const blocks = noisyBlocks(model, 45, seed);
        const rate = levelSlope(blocks, 0.99) ?? growthRate(blocks, 0.99);
        if (rate === null || rate.low > trueRate || rate.high < trueRate) misses++;
      }
      // 1 % is 5. A study of 4,000 runs saw 1.2 % under a random walk, where differences judge, and at most 0.25 % elsewhere.
      expect(misses).to.be.at.most(14);
    });
  }
});
