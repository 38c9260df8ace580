import { createSeededRandom } from '../../../../src/analysis/statistics/seeded-random.js';
import type { NoiseModel } from '../../../support/noise.js';

/** Bytes per request that every series of `noisyBlocks` grows by. */
export const trueRate = 25;

/** Blocks of one size that lie on a line but for the noise of each floor. */
export function noisyBlocks(model: NoiseModel, count: number, seed: number) {
  const noise = model(createSeededRandom(seed));
  let error = noise();
  return Array.from({ length: count }, () => {
    const next = noise();
    const block = { requests: 2_000, growth: 2_000 * trueRate + next - error };
    error = next;
    return block;
  });
}
