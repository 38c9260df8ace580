import { expect } from 'chai';
import fc from 'fast-check';
import { limitedMetrics } from '../../../../src/analysis/headroom.js';
import type { MetricId } from '../../../../src/model/metrics/catalogue.js';
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

/** What is left before one limit, in units of that metric. */
function roomLeft({ floors, start }: TargetRecording, metric: MetricId): number {
  const latest = floors.at(-1);
  const limit = limitedMetrics.find((limited) => limited.metric === metric);
  if (latest === undefined || start === null || limit === undefined) return Number.POSITIVE_INFINITY;
  return (limit.usable(start.limits, latest.metrics) ?? Number.POSITIVE_INFINITY) - (latest.metrics[metric] ?? 0);
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
    connections: fc.record({ postgres: fc.integer({ min: 1, max: 300 }) }),
    fileLimit: fc.integer({ min: 64, max: 4_096 }),
  }),
  settings: fc.record({
    budgetMs: fc.integer({ min: 500, max: 3_000 }),
    connections: fc.integer({ min: 1, max: 64 }),
  }),
});

describe('planNext, whatever it is given', () => {
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
        const { target, steps } = simulateExperiment(server, { limits: { connections: { postgres: limit } } });
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

  it('overruns the budget with no block but an early one, one round or ten seconds long', () => {
    fc.assert(
      fc.property(anyRun, fc.integer({ min: 1, max: 15_000 }), (run, latencyMs) => {
        const server = simulatedService({ 'GET /': {} }, { endpoint: { latencyMs } });
        const { target, settings } = simulateExperiment(server, { ...run, limits: {} });
        const loadedMs = target.blocks.findLast(({ endpoint }) => endpoint !== null)?.endMs ?? 0;
        expect(loadedMs).to.be.at.most(settings.budgetMs + Math.max(10_000, 2 * latencyMs));
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
