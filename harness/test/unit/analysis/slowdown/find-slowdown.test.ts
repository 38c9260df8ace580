import { expect } from 'chai';
import { findSlowdown } from '../../../../src/analysis/slowdown/find-slowdown.js';
import { type LiteralBlock, literalRecording } from '../../../support/literal-recording.js';

/** CPU of the target, CPU of Leakline and p50 of one block; without CPU in a recording of earlier versions. */
interface Times {
  readonly work?: number;
  readonly send?: number;
  readonly p50: number;
}

const requests = 1_000;

function block({ work, send = 0.1, p50 }: Times, changes: Partial<LiteralBlock> = {}): LiteralBlock {
  const load: LiteralBlock['load'] = { latencyMs: { p50, p95: 2 * p50, p99: 3 * p50, max: 4 * p50 } };
  const cpu = work === undefined ? {} : { cpu: { targetMs: work * requests, loadMs: send * requests } };
  return { endpoint: 'GET /', requests, floor: {}, load, ...cpu, ...changes };
}

const slowdownOf = (blocks: readonly LiteralBlock[]) => findSlowdown(literalRecording({}, blocks), 'GET /');

/** Nine blocks; what a block takes follows from how far the run has come, from 0 to 1. */
const run = (toTimes: (share: number, index: number) => Times, changes?: Partial<LiteralBlock>) =>
  slowdownOf(Array.from({ length: 9 }, (_, index) => block(toTimes(index / 8, index), changes)));

/** A tenth up or down in a fixed order. */
const wobbles = [0.04, -0.1, 0.08, -0.02, 0.1, -0.07, 0.01, -0.04, 0.06];
const wobble = (index: number): number => 1 + (wobbles[index % wobbles.length] ?? 0);

/** The last third is more than twice the first, and no step describes it. */
const restless = [0.24, 0.24, 0.56, 0.43, 0.78, 0.39, 0.38, 0.67, 0.79];
const filling = [0.23, 0.36, 0.46, 0.56, 0.67, 0.74, 0.71, 0.73, 0.75];

const walking = (share: number, index: number): Times => ({
  work: 0.2 * (1 + 3 * share) * wobble(index),
  p50: 1.6 * (1 + 3 * share) * wobble(index + 3),
});

describe('findSlowdown', () => {
  it('sees a service that works longer the more requests it had', () => {
    const slowdown = run(walking);
    expect(slowdown?.figure).to.equal('cpuMsPerRequest');
    const { early, late } = slowdown ?? {};
    expect([early?.requests, late?.requests]).to.deep.equal([1_500, 7_500]);
    expect((late?.cpuMsPerRequest ?? 0) / (early?.cpuMsPerRequest ?? 1)).to.be.within(2, 3.5);
    expect((late?.latencyP50Ms ?? 0) / (early?.latencyP50Ms ?? 1)).to.be.within(2, 3.5);
  });

  it('sees one that only answers later, with CPU times and without', () => {
    const later = (share: number, index: number): Times => ({ p50: 2 * (1 + 3 * share) * wobble(index) });
    expect(run(later)).to.deep.include({ figure: 'latencyP50Ms' });
    expect(run(later)?.early.cpuMsPerRequest).to.equal(null);
    expect(run((share, index) => ({ ...later(share, index), work: 0.2 * wobble(index) }))?.figure).to.equal(
      'latencyP50Ms',
    );
  });

  it('sees it through the first blocks of a code that gets faster, and one block that was disturbed', () => {
    const warmUp = [4, 2.5].map((p50) => block({ work: 0.9, send: 0.4, p50 }, { phase: 'warm-up' }));
    const later = Array.from({ length: 9 }, (_, index) => block(walking(index / 8, index)));
    expect(slowdownOf([...warmUp, ...later])?.figure).to.equal('cpuMsPerRequest');
    later[4] = block({ work: 0.6, p50: 30 });
    expect(slowdownOf([...warmUp, ...later])?.figure).to.equal('cpuMsPerRequest');
  });

  const silent: readonly (readonly [what: string, (share: number, index: number) => Times])[] = [
    ['noise', (_, index) => ({ work: 0.2 * wobble(index), p50: 2 * wobble(index) ** 4 })],
    [
      'a code that gets faster',
      (share, index) => ({ work: 0.4 * wobble(index) * (1 - share / 2), p50: 3 - 2 * share }),
    ],
    ['a rise by two fifths', (share, index) => ({ work: 0.2 * (1 + 0.6 * share) * wobble(index), p50: 2 + share })],
    [
      'what goes up and down as it rises',
      (_, index) => ({ work: restless[index] ?? 0, p50: 10 * (restless[index] ?? 0) }),
    ],
    ['pauses of a collector', (_, index) => ({ work: index % 3 === 2 ? 0.5 : 0.2, p50: index % 3 === 2 ? 9 : 2 })],
    [
      'a machine that slows down, sending as well',
      (share) => ({ work: 0.2 + 0.4 * share, send: 0.1 + 0.2 * share, p50: 2 + 4 * share }),
    ],
    ['a neighbour that begins to work', (share) => ({ p50: (share < 0.6 ? 2 : 6) + share / 10 })],
    ['a function that V8 gives up', (share, index) => ({ work: (share < 0.6 ? 0.2 : 0.5) * wobble(index), p50: 2 })],
    [
      'a list of fixed size that is full',
      (_, index) => ({ work: filling[index] ?? 0, p50: 10 * (filling[index] ?? 0) }),
    ],
    [
      'waits that get longer by less than twice',
      (share, index) => ({ work: 0.2, p50: 2 * (1 + 0.8 * share) * wobble(index) }),
    ],
  ];
  for (const [what, toTimes] of silent) {
    it(`says nothing of ${what}`, () => {
      expect(run(toTimes)).to.equal(null);
    });
  }

  it('compares only warm blocks of the endpoint alone, over as many connections, without a failure', () => {
    expect(run(walking, { phase: 'scout' })).to.equal(null);
    expect(run(walking, { phase: 'warm-up' })).to.equal(null);
    expect(run(walking, { endpoint: 'GET /other' })).to.equal(null);
    const nine = Array.from({ length: 9 }, (_, index) => block(walking(index / 8, index)));
    const failing = nine.map((each) => ({ ...each, load: { ...each.load, ok: requests - 1 } }));
    expect(slowdownOf(failing)).to.equal(null);
    const wider = nine.map((each, index) => ({ ...each, connections: index < 6 ? 8 : 32 }));
    expect(slowdownOf(wider)).to.equal(null);
    const shared = nine.flatMap((each) => [each, { ...each, endpoint: 'GET /other', joins: true }]);
    expect(slowdownOf(shared)).to.equal(null);
  });

  it('asks for five blocks', () => {
    const five = [0, 0.25, 0.5, 0.75, 1].map((share) => block({ work: 0.2 * (1 + 3 * share), p50: 2 + 6 * share }));
    expect(slowdownOf(five)?.figure).to.equal('cpuMsPerRequest');
    expect(slowdownOf(five.slice(1))).to.equal(null);
    expect(slowdownOf([])).to.equal(null);
  });
});
