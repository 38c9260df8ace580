import { expect } from 'chai';
import fc from 'fast-check';
import { analyzeRecording } from '../../../src/analysis/analyze.js';
import type { MetricBlock } from '../../../src/analysis/endpoint-blocks.js';
import { judgeBytes } from '../../../src/analysis/judge/judge-bytes.js';
import { judgeCount } from '../../../src/analysis/judge/judge-count.js';
import type { GrowthEstimate } from '../../../src/model/result.js';
import {
  fillingCache,
  type Growth,
  growingMap,
  leak,
  leakEvery,
  poolRamp,
  slowPoolRamp,
  slowWarmUp,
  step,
  timeToLive,
} from '../../support/growth-functions.js';
import { serviceWith } from '../../support/simulated-servers.js';
import { simulateExperiment } from '../../support/synthetic-recording.js';

/** A headline such as `+0.57 [−0.12, 0.89]` must not be possible: it accuses, and its interval does not. */
function expectProof(perRequest: GrowthEstimate | null): void {
  expect(perRequest).to.not.equal(null);
  if (perRequest === null) return;
  expect(perRequest.low).to.be.above(0);
  expect(perRequest.estimate).to.be.within(perRequest.low, perRequest.high);
}

const context = { isHeadroomSpent: false, hasFreshInput: false, isOver: true } as const;

describe('the rate of what is called leaking', () => {
  it('is above nothing and inside of its interval, whatever a count did', () => {
    let accused = 0;
    const anyBlock = fc.record({ requests: fc.integer({ min: 1, max: 6 }), lost: fc.integer({ min: -1, max: 8 }) });
    // At some 0.6 per request a spread over few of them reaches down to nothing.
    const fewLost = fc.record({ requests: fc.integer({ min: 1, max: 6 }), lost: fc.integer({ min: 1, max: 3 }) });
    const anyRun = fc.oneof(
      fc.array(anyBlock, { minLength: 3, maxLength: 16 }),
      fc.array(fewLost, { minLength: 5, maxLength: 9 }),
      fc.array(fc.record({ requests: fc.constant(60), lost: fc.integer({ min: -3, max: 20 }) }), { minLength: 5 }),
    );
    fc.assert(
      fc.property(anyRun, fc.constantFrom<MetricBlock['phase']>('scout', 'measure'), (run, phase) => {
        const blocks = run.map(({ requests, lost }) => ({ requests, growth: lost, phase, connections: 1 }));
        const { verdict, perRequest } = judgeCount('fds', blocks, { ...context, tolerance: 0.001 });
        if (verdict !== 'leaking') return;
        accused += 1;
        expectProof(perRequest);
      }),
      { numRuns: 4_000, seed: 31 },
    );
    expect(accused).to.be.above(1_000);
  });

  it('is above nothing and inside of its interval, whatever memory did', () => {
    let accused = 0;
    const usual = fc.integer({ min: 10_000, max: 12_000 });
    const anyGrowth = fc.oneof(
      { weight: 9, arbitrary: usual },
      { weight: 1, arbitrary: fc.integer({ min: -30_000, max: 90_000 }) },
    );
    fc.assert(
      fc.property(fc.array(anyGrowth, { minLength: 17, maxLength: 60 }), (growths) => {
        const blocks = growths.map(
          (growth): MetricBlock => ({ requests: 200, growth, phase: 'measure', connections: 8 }),
        );
        const { verdict, perRequest } = judgeBytes('heapUsedBytes', blocks, { ...context, tolerance: 32 });
        if (verdict !== 'leaking') return;
        accused += 1;
        expectProof(perRequest);
      }),
      { numRuns: 1_000, seed: 32 },
    );
    expect(accused).to.be.above(500);
  });

  it('is that in the result of whole experiments, too', () => {
    const counts = fc.constantFrom('fds', 'pg.connections', 'pg.idleInTransaction', 'pool.checkedOut');
    const anyCount: fc.Arbitrary<Growth> = fc.oneof(
      fc.integer({ min: 1, max: 400 }).map((k) => leakEvery(k)),
      fc.integer({ min: 1, max: 40 }).map(poolRamp),
      fc.integer({ min: 1, max: 40 }).map(slowPoolRamp),
      fc.integer({ min: 100, max: 6_000 }).map((lifeMs) => timeToLive(1, lifeMs)),
    );
    const anyBytes: fc.Arbitrary<Growth> = fc.oneof(
      fc.integer({ min: 20, max: 5_000 }).map(leak),
      fc.integer({ min: 20, max: 200 }).map((entry) => growingMap(entry, 16)),
      fc.integer({ min: 10, max: 20_000 }).map((capacity) => fillingCache(capacity, 1_000)),
      fc.integer({ min: 100, max: 20_000 }).map((scale) => slowWarmUp(3e6, scale)),
      fc.integer({ min: 100, max: 9_000 }).map((at) => step(at, 2e6)),
    );
    const anyServer = fc.oneof(
      fc.tuple(counts, anyCount, fc.constantFrom(1, 40)),
      fc.tuple(fc.constant('heapUsedBytes'), anyBytes, fc.constantFrom(1, 40)),
    );
    fc.assert(
      fc.property(anyServer, fc.integer(), fc.boolean(), ([metric, growth, latencyMs], seed, strict) => {
        const server = serviceWith(metric, growth, { endpoint: { latencyMs } });
        const { recording } = simulateExperiment(server, { seed, settings: { budgetMs: 8_000, strict } });
        for (const { metrics, findings, verdict } of analyzeRecording(recording).targets[0]?.endpoints ?? []) {
          for (const each of metrics) if (each.verdict === 'leaking') expectProof(each.perRequest);
          for (const { perRequest } of findings) expectProof(perRequest);
          if (verdict === 'leaking') expect(findings).to.not.deep.equal([]);
        }
      }),
      { numRuns: 40, seed: 33 },
    );
  });
});
