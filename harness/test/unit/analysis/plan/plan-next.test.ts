import { expect } from 'chai';
import fc from 'fast-check';
import { analyzeRecording } from '../../../../src/analysis/analyze.js';
import { limitedMetrics } from '../../../../src/analysis/headroom.js';
import type { TargetRecording } from '../../../../src/model/recording.js';
import {
  fillingCache,
  type Growth,
  leak,
  leakEvery,
  poolRamp,
  slowWarmUp,
  timeToLive,
} from '../../../support/growth-functions.js';
import type { SimulatedServer } from '../../../support/simulated-server.js';
import { leakedClient, serviceWith, simulatedService } from '../../../support/simulated-servers.js';
import { simulateExperiment, type TakenStep } from '../../../support/synthetic-recording.js';

type TakenBlock = TakenStep & { readonly step: { readonly kind: 'block' } };

const isBlock = (taken: TakenStep): taken is TakenBlock => taken.step.kind === 'block';
const shapes = (steps: readonly TakenStep[]) =>
  steps.flatMap(({ step }) =>
    step.kind === 'block' ? [`${step.phase} ${step.requests} over ${step.connections}`] : [step.kind],
  );

/** What is left before one limit, in units of that metric. */
function roomLeft({ floors, start }: TargetRecording, metric: string): number {
  const latest = floors.at(-1);
  const limit = limitedMetrics.find((limited) => limited.metric === metric);
  if (latest === undefined || start === null || limit === undefined) return Number.POSITIVE_INFINITY;
  return (limit.limit(start.limits, latest) ?? Number.POSITIVE_INFINITY) - (latest.metrics[metric] ?? 0);
}

const anyCountGrowth: fc.Arbitrary<Growth> = fc.oneof(
  fc.constant(leak(0)),
  fc.constant(leak(1)),
  fc.constant(leak(2)),
  fc.integer({ min: 2, max: 2_000 }).map((k) => leakEvery(k)),
  fc.integer({ min: 1, max: 40 }).map(poolRamp),
  fc.integer({ min: 100, max: 6_000 }).map((lifeMs) => timeToLive(1, lifeMs)),
);

const anyBytesGrowth: fc.Arbitrary<Growth> = fc.oneof(
  fc.constant(leak(0)),
  fc.integer({ min: 20, max: 50_000 }).map(leak),
  fc.integer({ min: 10, max: 20_000 }).map((capacity) => fillingCache(capacity, 1_000)),
  fc.integer({ min: 100, max: 20_000 }).map((scale) => slowWarmUp(3e6, scale)),
);

const anyServer: fc.Arbitrary<SimulatedServer> = fc
  .record({
    counts: fc.array(anyCountGrowth, { minLength: 1, maxLength: 3 }),
    bytes: anyBytesGrowth,
    latencyMs: fc.integer({ min: 1, max: 3_000 }),
    failureShare: fc.constantFrom(0, 0, 0.005, 0.2, 1),
  })
  .map(({ counts, bytes, latencyMs, failureShare }) => {
    const endpoints = counts.map((growth, index) => [
      `GET /${index}`,
      { ...leakedClient(growth), heapUsedBytes: bytes },
    ]);
    return simulatedService(Object.fromEntries(endpoints), { endpoint: { latencyMs, failureShare } });
  });

const anyRun = fc.record({
  server: anyServer,
  seed: fc.integer(),
  limits: fc.record({
    pgMaxConnections: fc.integer({ min: 1, max: 300 }),
    fileLimit: fc.integer({ min: 64, max: 4_096 }),
  }),
  settings: fc.record({
    budgetMs: fc.integer({ min: 500, max: 3_000 }),
    connections: fc.integer({ min: 1, max: 64 }),
  }),
});

describe('planNext', () => {
  it('scouts from 1 to 64 one by one, then warms up at full concurrency, then measures in blocks of one size', () => {
    const { steps } = simulateExperiment(serviceWith('fds', leak(0)));
    const planned = shapes(steps);
    expect(planned.slice(0, 7)).to.deep.equal([1, 2, 4, 8, 16, 32, 64].map((n) => `scout ${n} over 1`));
    expect(planned.slice(7, 10)).to.deep.equal(['warm-up 64 over 8', 'warm-up 256 over 8', 'warm-up 1024 over 8']);
    expect(new Set(planned.slice(10, -1))).to.deep.equal(new Set(['measure 2000 over 8']));
    expect(planned.at(-1)).to.equal('done');
  });

  it('ends the scouting of a slow endpoint early', () => {
    const { steps } = simulateExperiment(serviceWith('fds', leak(0), { endpoint: { latencyMs: 200 } }), {
      settings: { budgetMs: 5_000 },
    });
    expect(shapes(steps).slice(0, 5)).to.deep.equal([
      'scout 1 over 1',
      'scout 2 over 1',
      'scout 4 over 1',
      'warm-up 64 over 8',
      'measure 8 over 8',
    ]);
  });

  it('waits once for a suspected leak to come back, before it ends', () => {
    const { steps, target } = simulateExperiment(serviceWith('pg.connections', leak(1)));
    expect(steps.slice(-2).map(({ step }) => step)).to.deep.equal([
      { kind: 'idle', waitMs: 1_000, reason: 'waiting whether pg.connections comes back by itself' },
      { kind: 'done', reason: 'decided' },
    ]);
    expect(target.blocks.at(-1)).to.deep.include({ endpoint: null, phase: 'idle', requests: 0 });
  });

  it('waits longer for memory than for connections', () => {
    const { steps } = simulateExperiment(serviceWith('heapUsedBytes', leak(4_096)));
    expect(steps.at(-2)?.step).to.deep.include({ kind: 'idle', waitMs: 3_000 });
  });

  it('lets every accusation stand on a cool-down of its own', () => {
    // What closes after half a second is back in the first cool-down and piles up anew in the blocks after it.
    const { steps, recording } = simulateExperiment(serviceWith('fds', timeToLive(1, 500)), {
      settings: { budgetMs: 4_000 },
    });
    expect(steps.filter(({ step }) => step.kind === 'idle')).to.have.length.above(1);
    expect(analyzeRecording(recording).verdict).to.not.equal('leaking');
  });

  it('does not wait where nothing is suspected', () => {
    const { steps } = simulateExperiment(serviceWith('fds', leak(0)));
    expect(steps.some(({ step }) => step.kind === 'idle')).to.equal(false);
  });

  it('goes on with undecided endpoints only', () => {
    const server = simulatedService({ 'GET /leak': leakedClient(leak(1)), 'GET /quiet': {} });
    const { target } = simulateExperiment(server);
    const leakBlocks = target.blocks.filter(({ endpoint }) => endpoint === 'GET /leak');
    expect(leakBlocks.map(({ requests }) => requests)).to.deep.equal([1, 2, 4, 8, 16, 32, 64]);
    expect(target.end?.reason).to.equal('decided');
  });

  it('plays the endpoints of a round in an order that the seed decides', () => {
    const server = simulatedService({ a: {}, b: {}, c: {} });
    const orderOf = (seed: number): string => {
      const { target } = simulateExperiment(server, { seed, settings: { budgetMs: 2_000 } });
      return target.blocks.map(({ endpoint }) => endpoint).join('');
    };
    expect(orderOf(1)).to.equal(orderOf(1));
    expect(new Set([1, 2, 3, 4].map(orderOf)).size).to.be.above(1);
    const rounds = orderOf(1).match(/.../g) ?? [];
    expect(rounds.map((round) => [...round].sort().join(''))).to.deep.equal(rounds.map(() => 'abc'));
  });

  it('drives a pool of one as long as it comes back', () => {
    const atRest = { 'pool.checkedOut': 0, 'pool.max': 1 };
    const { steps, target } = simulateExperiment(simulatedService({ 'GET /': {} }, { atRest, noise: {} }));
    expect(shapes(steps)[0]).to.equal('scout 1 over 1');
    expect(target.end?.reason).to.equal('decided');
  });

  it('ends for want of headroom before a pool is empty', () => {
    const atRest = { 'pool.checkedOut': 0, 'pool.max': 4 };
    const server = simulatedService({ 'GET /': { 'pool.checkedOut': leak(1) } }, { atRest, noise: {} });
    const { target } = simulateExperiment(server);
    expect(target.end?.reason).to.equal('headroom');
    expect(target.floors.at(-1)?.metrics['pool.checkedOut']).to.equal(3);
  });

  it('never uses more than half of what is left, whatever one request loses', () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        for (const taken of simulateExperiment(run.server, run).steps.filter(isBlock)) {
          const fresh = !taken.before.blocks.some(({ endpoint }) => endpoint === taken.step.endpoint);
          const room = roomLeft(taken.before, 'pg.connections');
          // Before anything is known one request may lose one thing; afterwards at most what was seen.
          if (fresh) expect(taken.step.requests).to.be.at.most(Math.max(1, room / 2));
        }
      }),
      { numRuns: 20, seed: 11 },
    );
  });

  it('never drives a steady leak past a limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 2_000 }), fc.integer({ min: 1, max: 3 }), (limit, perRequest) => {
        const server = serviceWith('pg.connections', leak(perRequest));
        const { target, steps } = simulateExperiment(server, { limits: { pgMaxConnections: limit } });
        for (const { before, step } of steps.filter(isBlock).slice(1)) {
          expect(step.requests * perRequest).to.be.at.most(roomLeft(before, 'pg.connections') / 2);
        }
        expect(target.floors.at(-1)?.metrics['pg.connections']).to.be.at.most(limit);
      }),
      { numRuns: 30, seed: 12 },
    );
  });

  it('always ends, starts no block after the budget, and plans blocks of whole requests', () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const { steps, settings } = simulateExperiment(run.server, run);
        for (const { step, spentMs } of steps.filter(isBlock)) {
          expect(spentMs).to.be.below(settings.budgetMs);
          expect(step.requests).to.satisfy(Number.isInteger).and.be.at.least(1);
          expect(step.connections).to.be.within(1, Math.min(settings.connections, step.requests));
        }
        expect(steps.at(-1)?.step.kind).to.equal('done');
      }),
      { numRuns: 20, seed: 13 },
    );
  });

  it('overruns the budget by no more than one block, one round or ten seconds long, and a cool-down', () => {
    fc.assert(
      fc.property(anyRun, fc.integer({ min: 1, max: 15_000 }), (run, latencyMs) => {
        const server = simulatedService({ 'GET /': {} }, { endpoint: { latencyMs } });
        const { spentMs, settings } = simulateExperiment(server, { ...run, limits: {} });
        expect(spentMs).to.be.at.most(settings.budgetMs + Math.max(10_000, 2 * latencyMs) + 3_000 + 1_000);
      }),
      { numRuns: 20, seed: 14 },
    );
  });

  it('accounts for every request: what was planned is what the last floor counts', () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const { steps, target } = simulateExperiment(run.server, run);
        const planned = steps.filter(isBlock).reduce((sum, { step }) => sum + step.requests, 0);
        expect(target.floors.at(-1)?.requests).to.equal(planned);
        expect(target.floors).to.have.length(target.blocks.length + 1);
      }),
      { numRuns: 15, seed: 15 },
    );
  });

  it('plans the same from the same seed', () => {
    fc.assert(
      fc.property(anyServer, fc.integer(), (server, seed) => {
        const settings = { budgetMs: 2_000 };
        const plan = () => simulateExperiment(server, { seed, settings }).steps.map(({ step }) => step);
        expect(plan()).to.deep.equal(plan());
      }),
      { numRuns: 8, seed: 16 },
    );
  });
});
