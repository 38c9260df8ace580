import { expect } from 'chai';
import { type GrowthBlock, growthRate } from '../../../../src/analysis/statistics/growth-rate.js';
import { levelSlope } from '../../../../src/analysis/statistics/level-slope.js';
import { createSeededRandom } from '../../../../src/analysis/statistics/seeded-random.js';
import { autoregressiveNoise, type NoiseModel, randomWalkNoise, whiteNoise } from '../../../support/noise.js';

const confidence = 0.99;
const requests = 100;

/** Blocks whose floors grow by `rate` per request beneath the noise. */
function blocksOf(count: number, rate: number, noise: NoiseModel, seed: number): GrowthBlock[] {
  const next = noise(createSeededRandom(seed));
  let before = next();
  return Array.from({ length: count }, () => {
    const now = next();
    const growth = rate * requests + now - before;
    before = now;
    return { requests, growth };
  });
}

/** Share of seeds whose interval holds the true rate, with differences standing in where levels say nothing. */
function coverage(count: number, noise: NoiseModel): number {
  const seeds = Array.from({ length: 400 }, (_, seed) => seed);
  const covered = seeds.filter((seed) => {
    const blocks = blocksOf(count, 1, noise, seed);
    const rate = levelSlope(blocks, confidence) ?? growthRate(blocks, confidence);
    return rate !== null && rate.low <= 1 && rate.high >= 1;
  });
  return covered.length / seeds.length;
}

describe('levelSlope', () => {
  it('finds an exact slope exactly', () => {
    const rate = levelSlope(
      blocksOf(30, 3, () => () => 0, 1),
      confidence,
    );
    expect(rate?.estimate).to.be.closeTo(3, 1e-9);
    expect(rate?.standardError).to.be.closeTo(0, 1e-9);
  });

  it('is several times sharper than differences where the noise returns to its level', () => {
    const blocks = blocksOf(48, 1, whiteNoise(1000), 7);
    const level = levelSlope(blocks, confidence);
    const difference = growthRate(blocks, confidence);
    expect(level?.standardError).to.be.below((difference?.standardError ?? 0) / 4);
  });

  it('leaves a random walk to the differences', () => {
    const answers = Array.from({ length: 100 }, (_, seed) =>
      levelSlope(blocksOf(48, 1, randomWalkNoise(1000), seed), confidence),
    );
    expect(answers.filter((rate) => rate !== null).length).to.be.at.most(3);
  });

  it('says nothing of few floors', () => {
    expect(levelSlope(blocksOf(22, 1, whiteNoise(1000), 1), confidence)).to.equal(null);
  });

  for (const [name, noise] of Object.entries({
    white: whiteNoise(1000),
    'AR(0.5)': autoregressiveNoise(0.5, 1000),
    'AR(0.8)': autoregressiveNoise(0.8, 1000),
    'AR(0.95)': autoregressiveNoise(0.95, 1000),
    'random walk': randomWalkNoise(1000),
  })) {
    // 400 seeds at 99 %: fewer than 388 hits has a chance below 0.2 % where the interval keeps its word.
    it(`keeps its confidence under ${name} noise, together with differences`, () => {
      for (const count of [24, 48]) expect(coverage(count, noise), `${count} blocks`).to.be.at.least(0.97);
    });
  }
});
