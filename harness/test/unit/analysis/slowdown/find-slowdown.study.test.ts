import { expect } from 'chai';
import { findSlowdown } from '../../../../src/analysis/slowdown/find-slowdown.js';
import { createSeededRandom } from '../../../../src/analysis/statistics/seeded-random.js';
import { literalRecording } from '../../../support/literal-recording.js';
import { autoregressiveNoise, randomWalkNoise, whiteNoise } from '../../../support/noise.js';

const runs = 300;
const requests = 1_000;

/** What a block takes, from 0 at the first block to 1 at the last: work and sending in ms of CPU, p50 in ms. */
type Service = (share: number) => { readonly work?: number; readonly send?: number; readonly p50: number };

/** The share of runs of a service, each with noise of its own, in which a slowdown is found. */
function shareFound(blocks: number, makeService: (random: () => number) => Service): number {
  const random = createSeededRandom(blocks);
  const found = Array.from({ length: runs }, () => {
    const service = makeService(random);
    const literal = Array.from({ length: blocks }, (_, index) => {
      const { work, send = 1, p50 } = service(index / (blocks - 1));
      const latencyMs = { p50, p95: p50, p99: p50, max: p50 };
      const cpu = work === undefined ? {} : { cpu: { targetMs: work * requests, loadMs: send * requests } };
      return { endpoint: 'GET /', requests, floor: {}, load: { latencyMs }, ...cpu };
    });
    return findSlowdown(literalRecording({}, literal), 'GET /') !== null;
  });
  return found.filter(Boolean).length / runs;
}

const factor =
  (noise: () => number): (() => number) =>
  () =>
    Math.exp(noise());
const white = (deviation: number, random: () => number) => factor(whiteNoise(deviation)(random));

/** Services that do not slow down with requests, each with the largest share that may be found. */
const innocent: Readonly<Record<string, readonly [atMost: number, (random: () => number) => Service]>> = {
  'noise of 30 %': [
    0.02,
    (random) => {
      const [work, send, p50] = [white(0.3, random), white(0.05, random), white(0.3, random)];
      return () => ({ work: work(), send: send(), p50: p50() });
    },
  ],
  'noise of 30 % that lasts, in all three apart': [
    0.06,
    (random) => {
      const lasting = () => factor(autoregressiveNoise(0.8, 0.3)(random));
      const [work, send, p50] = [lasting(), lasting(), lasting()];
      return () => ({ work: work(), send: send(), p50: p50() });
    },
  ],
  'a machine that becomes half as fast': [
    0,
    (random) => {
      const [work, send, p50] = [white(0.05, random), white(0.05, random), white(0.1, random)];
      return (share) => ({ work: (1 + share) * work(), send: (1 + share) * send(), p50: (1 + share) * p50() });
    },
  ],
  'a machine that wanders': [
    0.01,
    (random) => {
      const [walk, work, send] = [factor(randomWalkNoise(0.1)(random)), white(0.05, random), white(0.05, random)];
      return () => {
        const machine = walk();
        return { work: machine * work(), send: machine * send(), p50: machine };
      };
    },
  ],
  'one step to twice the work, at any time': [
    0.02,
    (random) => {
      const [at, work, send] = [random(), white(0.05, random), white(0.05, random)];
      return (share) => ({ work: (share > at ? 2 : 1) * work(), send: send(), p50: share > at ? 2 : 1 });
    },
  ],
  'a rise that ends at a third of the run': [
    0.02,
    (random) => {
      const [work, send] = [white(0.05, random), white(0.05, random)];
      return (share) => ({ work: (1 + 2 * Math.min(1, 3 * share)) * work(), send: send(), p50: 1 });
    },
  ],
  'latency alone, noise of 30 % that lasts': [
    0.03,
    (random) => {
      const p50 = factor(autoregressiveNoise(0.8, 0.3)(random));
      return () => ({ p50: p50() });
    },
  ],
};

const slowing =
  (to: number, deviation: number) =>
  (random: () => number): Service => {
    const [work, send, p50] = [white(deviation, random), white(deviation, random), white(deviation, random)];
    return (share) => ({ work: (1 + (to - 1) * share) * work(), send: send(), p50: (1 + (to - 1) * share) * p50() });
  };

describe('findSlowdown, in many runs', () => {
  for (const [what, [atMost, service]] of Object.entries(innocent)) {
    it(`finds hardly any in ${what}`, () => {
      for (const blocks of [5, 8, 20]) expect(shareFound(blocks, service), `${blocks} blocks`).to.be.at.most(atMost);
    });
  }

  it('finds most services that become three and four times slower', () => {
    for (const blocks of [5, 8, 20]) {
      expect(shareFound(blocks, slowing(3, 0.05)), `${blocks} blocks`).to.be.at.least(0.97);
      expect(shareFound(blocks, slowing(4, 0.15)), `${blocks} blocks`).to.be.at.least(0.8);
    }
  });
});
