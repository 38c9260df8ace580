import type { MetricBlock } from '../../harness/src/analysis/endpoint-blocks.js';
import { createSeededRandom } from '../../harness/src/analysis/statistics/seeded-random.js';
import {
  autoregressiveNoise,
  type NoiseModel,
  type Random,
  randomWalkNoise,
  standardNormal,
  whiteNoise,
} from '../../harness/test/support/noise.js';

/** Bytes per request, as for the heap. */
export const tolerance = 32;

/** Requests of a block of full size, and of the three that lead up to it. */
const fullBlock = 2_000;
const warmUp = [64, 256, 1_024];

/** What is judged in all: blocks of full size. */
const fullBlocks = 60;

/** As wide as 3 tolerances of a block, so that a rate of 0.9 tolerances is hard to tell from one of 1. */
const deviation = 200_000;

/** Rare jumps that stay, up or down: something large is replaced or let go. */
const jumps =
  (share: number): NoiseModel =>
  (random: Random) => {
    let level = 0;
    return () => {
      if (random() < share) level += 2 * deviation * standardNormal(random);
      return level + 0.1 * deviation * standardNormal(random);
    };
  };

/** Fills for some blocks and is emptied, from a random moment on. */
const sawtooth =
  (blocks: number): NoiseModel =>
  (random: Random) => {
    let filled = blocks * random();
    return () => {
      filled = (filled + 1) % blocks;
      return (2 * deviation * filled) / blocks + 0.1 * deviation * standardNormal(random);
    };
  };

/** How the floors of a heap may stray. */
export const byteNoises: Readonly<Record<string, NoiseModel>> = {
  'white noise': whiteNoise(deviation),
  'AR(0.8)': autoregressiveNoise(0.8, deviation),
  'AR(0.95)': autoregressiveNoise(0.95, deviation),
  'random walk': randomWalkNoise(deviation / 2),
  'a jump in one block of ten': jumps(0.1),
  'sawtooth of 4 blocks': sawtooth(4),
};

/** Blocks at full load of an endpoint that grows by so many tolerances per request. */
export function byteBlocks(noise: NoiseModel, rate: number, seed: number): readonly MetricBlock[] {
  const stray = noise(createSeededRandom(seed));
  let before = stray();
  return [...warmUp, ...Array.from({ length: fullBlocks }, () => fullBlock)].map((requests) => {
    const after = stray();
    const growth = rate * tolerance * requests + after - before;
    before = after;
    return { requests, growth, phase: 'measure', connections: 8 };
  });
}
