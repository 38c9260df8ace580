import { expect } from 'chai';
import fc from 'fast-check';
import { analyzeRecording, analyzeTarget } from '../../../src/analysis/analyze.js';
import { fingerprintOf } from '../../../src/analysis/findings/fingerprint.js';
import { createSeededRandom } from '../../../src/analysis/statistics/seeded-random.js';
import type { AnalysisSettings, Recording, TargetRecording } from '../../../src/model/recording.js';
import type { EndpointResult } from '../../../src/model/result.js';
import {
  fillingCache,
  growingMap,
  leak,
  leakAtRandom,
  leakEvery,
  poolRamp,
  sawtooth,
  slowPoolRamp,
  slowWarmUp,
  squareRootGrowth,
  step,
  timeToLive,
} from '../../support/growth-functions.js';
import { literalRecording } from '../../support/literal-recording.js';
import { whiteNoise } from '../../support/noise.js';
import type { SimulatedServer } from '../../support/simulated-server.js';
import { leakedClient, quietNoise, serviceWith, simulatedService } from '../../support/simulated-servers.js';
import { type SimulationOptions, simulateExperiment, toRecording } from '../../support/synthetic-recording.js';

const limits = {
  pgMaxConnections: 96,
  redisMaxClients: 9_999,
  fileLimit: 20_000,
  heapLimitBytes: 2e9,
  memoryBytes: 8e9,
};

function endpointsOf(server: SimulatedServer, options: SimulationOptions = {}): readonly EndpointResult[] {
  const { recording } = simulateExperiment(server, { limits, ...options });
  return analyzeRecording(recording).targets[0]?.endpoints ?? [];
}

function judge(server: SimulatedServer, options: SimulationOptions = {}): EndpointResult {
  const [endpoint] = endpointsOf(server, options);
  if (endpoint === undefined) throw new Error('The simulated server has no endpoint.');
  return endpoint;
}

const shortly: SimulationOptions = { settings: { budgetMs: 12_000 } };

describe('a whole experiment', () => {
  it('finds a pg client leaked per request in fewer requests than max_connections, at exactly 1', () => {
    const { verdict, findings, requests } = judge(simulatedService({ 'GET /': leakedClient(leak(1)) }));
    expect(verdict).to.equal('leaking');
    expect(requests).to.be.below(96);
    expect(findings).to.have.length(1);
    expect(findings[0]).to.deep.include({
      metric: 'pg.connections',
      perRequest: { estimate: 1, low: 1, high: 1 },
      projection: { limit: 'max_connections=100', requestsLeft: 96 - 1 - requests },
    });
    expect(findings[0]?.alsoCosts.map(({ metric }) => metric)).to.include.members(['sockets', 'fds']);
  });

  it('clears a quiet service within ten simulated seconds', () => {
    const { target, recording } = simulateExperiment(simulatedService({ 'GET /': {} }), { limits });
    expect(analyzeRecording(recording).verdict).to.equal('clean');
    expect(target.end?.atMs).to.be.below(10_000);
  });

  const clean: Readonly<Record<string, SimulatedServer>> = {
    'a pool that ramps to 10': serviceWith('pg.connections', poolRamp(10)),
    'a pool that fills to 20, one more per doubling': serviceWith('pg.connections', slowPoolRamp(20)),
    'a step of descriptors': serviceWith('fds', step(500, 30)),
    'a step of the heap': serviceWith('heapUsedBytes', step(3_000, 3e6)),
    'a cache of 500 entries': serviceWith('heapUsedBytes', fillingCache(500, 2_000)),
    'a cache of 5,000 entries': serviceWith('heapUsedBytes', fillingCache(5_000, 2_000)),
    'a slow warm-up': serviceWith('heapUsedBytes', slowWarmUp(3e6, 5_000)),
    'a store whose entries live for a second': serviceWith('heapUsedBytes', timeToLive(1_000, 1_000)),
  };
  for (const [name, server] of Object.entries(clean)) {
    it(`clears ${name}`, () => expect(judge(server)).to.deep.include({ verdict: 'clean', findings: [] }));
  }

  const notAccused: Readonly<Record<string, SimulatedServer>> = {
    'growth like the square root of requests': serviceWith('heapUsedBytes', squareRootGrowth(20_000)),
    'a sawtooth': serviceWith('heapUsedBytes', sawtooth(3_000, 1_000)),
    'sockets that close after half a second': serviceWith('sockets', timeToLive(1, 500)),
    'a pool that fills, when time runs out': serviceWith('pg.connections', slowPoolRamp(20), {
      mostRequestsPerSecond: 60,
    }),
  };
  for (const [name, server] of Object.entries(notAccused)) {
    it(`does not accuse ${name}`, () => {
      const { verdict, advice } = judge(server, shortly);
      expect(verdict).to.be.oneOf(['clean', 'inconclusive']);
      if (verdict === 'inconclusive') expect(advice).to.contain('Raise budget.seconds (now 12)');
    });
  }

  const leaking: readonly (readonly [string, SimulatedServer, number, number, AnalysisSettings['tolerances']])[] = [
    ['fds', serviceWith('fds', leakEvery(100)), 0.01, 0.0002, {}],
    ['fds', serviceWith('fds', leakEvery(1_000)), 0.001, 0.0001, { fds: 0.0002 }],
    ['fds', serviceWith('fds', leakAtRandom(0.01, createSeededRandom(5))), 0.01, 0.003, {}],
    ['heapUsedBytes', serviceWith('heapUsedBytes', leak(256)), 256, 25, {}],
    ['heapUsedBytes', serviceWith('heapUsedBytes', leak(100_000)), 100_000, 1_000, {}],
    ['heapUsedBytes', serviceWith('heapUsedBytes', growingMap(120, 16)), 140, 40, {}],
    ['handles.Timeout', serviceWith('handles.Timeout', leak(1)), 1, 0, {}],
    ['rssBytes', serviceWith('rssBytes', leak(8_000)), 8_000, 800, {}],
  ];
  for (const [metric, server, rate, within, tolerances] of leaking) {
    it(`finds ${rate} of ${metric} per request`, () => {
      const { verdict, findings } = judge(server, { settings: { tolerances } });
      expect(verdict).to.equal('leaking');
      expect(findings.map((finding) => finding.metric)).to.deep.equal([metric]);
      expect(findings[0]?.perRequest.estimate).to.be.closeTo(rate, within);
    });
  }

  it('finds a pool of ten whose clients are never released, before a request hangs', () => {
    const atRest = { 'pool.checkedOut': 0, 'pool.max': 10, 'pg.connections': 1, heapUsedBytes: 14e6 };
    const server = simulatedService({ 'GET /': { 'pool.checkedOut': leak(1), 'pg.connections': leak(1) } }, { atRest });
    const { verdict, requests, findings } = judge(server);
    expect(verdict).to.equal('leaking');
    expect(requests).to.be.below(10);
    expect(findings).to.have.length(1);
    expect(findings[0]?.metric).to.equal('pg.connections');
    expect(findings[0]?.alsoCosts).to.deep.include({ metric: 'pool.checkedOut', unit: 'count', perRequest: 1 });
    expect(findings[0]?.projection).to.deep.equal({ limit: 'pool size 10', requestsLeft: 10 - requests });
  });

  it('tells the leaking endpoint from the others', () => {
    const server = simulatedService({ 'GET /a': {}, 'GET /b': leakedClient(leak(1)), 'GET /c': {} });
    expect(endpointsOf(server).map(({ id, verdict }) => [id, verdict])).to.deep.equal([
      ['GET /a', 'clean'],
      ['GET /b', 'leaking'],
      ['GET /c', 'clean'],
    ]);
  });

  it('is inconclusive about requests that fail, and gives up on an endpoint that does not work', () => {
    const failing = (failureShare: number) => simulatedService({ 'GET /': {} }, { endpoint: { failureShare } });
    expect(judge(failing(0.05), { settings: { budgetMs: 3_000 } }).verdict).to.equal('inconclusive');
    const broken = judge(failing(1));
    expect(broken.verdict).to.equal('failed');
    expect(broken.requests).to.be.below(10);
    expect(broken.advice).to.contain('expectStatus');
  });

  it('is inconclusive when a required metric is missing', () => {
    const settings = { requiredMetrics: ['pool.checkedOut'], budgetMs: 3_000 };
    expect(judge(simulatedService({ 'GET /': {} }), { settings }).advice).to.contain('pool.checkedOut was asked for');
  });

  describe('with an ignore rule', () => {
    const ignore = [{ fingerprint: fingerprintOf('GET /', 'fds'), reason: 'log files', until: '2026-12-31' }];
    const fileLeak = { fds: leak(1) };

    it('takes the known leak as clean, once everything else is decided', () => {
      const { verdict, findings, remarks } = judge(simulatedService({ 'GET /': fileLeak }), { settings: { ignore } });
      expect(verdict).to.equal('clean');
      expect(findings[0]?.ignored).to.equal('log files');
      expect(remarks).to.deep.include('fds leaks and is ignored: log files');
    });

    it('does not let the known leak hide another one', () => {
      const server = simulatedService({ 'GET /': { ...fileLeak, 'redis.connections': leakEvery(20) } });
      const { verdict, findings } = judge(server, { settings: { ignore } });
      expect(verdict).to.equal('leaking');
      expect(findings.map(({ metric }) => metric)).to.deep.equal(['redis.connections', 'fds']);
    });

    it('never expires it during the run, and always by its date', () => {
      const expired = ignore.map((rule) => ({ ...rule, until: '2026-06-14' }));
      expect(judge(simulatedService({ 'GET /': fileLeak }), { settings: { ignore: expired } }).verdict).to.equal(
        'leaking',
      );
    });
  });
});

describe('analyzeRecording', () => {
  const leakingRun = simulateExperiment(simulatedService({ 'GET /': leakedClient(leak(1)) }), { limits });
  const cleanRun = simulateExperiment(simulatedService({ 'GET /': {} }), { limits, name: 'quiet' });

  it('gives the identical result offline, from the recording as it was written down', () => {
    for (const { recording } of [leakingRun, cleanRun]) {
      const offline = JSON.parse(JSON.stringify(recording)) as Recording;
      expect(analyzeRecording(offline)).to.deep.equal(analyzeRecording(recording));
      expect(JSON.parse(JSON.stringify(analyzeRecording(offline)))).to.deep.equal(analyzeRecording(recording));
    }
  });

  it('sums up: the gravest verdict, the exit code, whether expectations were met', () => {
    const both = analyzeRecording(toRecording([leakingRun.target, cleanRun.target]));
    expect(both).to.deep.include({ schemaVersion: 1, verdict: 'leaking', exitCode: 1, expectationsMet: false });
    const expected = { ...leakingRun.target, target: { ...leakingRun.target.target, expect: 'leaking' as const } };
    const asExpected = analyzeRecording(toRecording([expected, cleanRun.target]));
    expect(asExpected).to.deep.include({ verdict: 'leaking', exitCode: 0, expectationsMet: true });
  });

  it('fails closed on a recording that was cut, failed or interrupted', () => {
    const { header, targets } = leakingRun.recording;
    const cut = analyzeRecording({ header, targets, end: null });
    expect(cut.warnings.map(({ code }) => code)).to.deep.equal(['RECORDING_CUT']);
    const failure = { code: 'TARGET_CRASHED', message: 'It ended with code 1.' };
    const end = { type: 'end', atMs: 5, failure, interrupted: false } as const;
    expect(analyzeRecording({ header, targets: [cleanRun.target], end })).to.deep.include({
      verdict: 'failed',
      exitCode: 3,
    });
    const interrupted = analyzeRecording({ header, targets, end: { ...end, failure: null, interrupted: true } });
    expect(interrupted).to.deep.include({ exitCode: 130, interrupted: true });
  });

  it('calls a target failed that failed, whatever was seen of it', () => {
    const failure = { code: 'TARGET_CRASHED', message: 'It ended with code 1.' };
    const end = { type: 'target-end', target: 'quiet', atMs: 9, reason: 'failed', failure } as const;
    const result = analyzeTarget(cleanRun.recording.header, { ...cleanRun.target, end });
    expect(result).to.deep.include({ verdict: 'failed', failure, expectationMet: false });
  });

  it('warns about floors that never settled', () => {
    const blocks = [1, 2, 4, 8].map((requests) => ({ endpoint: 'GET /', requests, floor: { fds: 3 }, settled: false }));
    const { warnings } = analyzeTarget(cleanRun.recording.header, literalRecording({ fds: 3 }, blocks));
    expect(warnings.map(({ code }) => code)).to.deep.equal(['FLOORS_UNSETTLED']);
  });

  it('judges a recording of 100,000 samples in under half a second', () => {
    const sample = { type: 'sample', target: 'quiet', atMs: 1, requests: 1, metrics: { fds: 20 } } as const;
    const samples = Array.from({ length: 100_000 }, (_, index) => ({ ...sample, atMs: index }));
    const startMs = performance.now();
    analyzeRecording(toRecording([{ ...cleanRun.target, samples }]));
    expect(performance.now() - startMs).to.be.below(500);
  });
});

describe('the verdict does not depend on', () => {
  const shapes = {
    none: leak(0),
    leak: leak(300),
    cache: fillingCache(5_000, 300),
    warmUp: slowWarmUp(2e6, 3_000),
  };
  const anyShape = fc.constantFrom(...(Object.keys(shapes) as (keyof typeof shapes)[]));
  const heapAlone = { heapUsedBytes: 14_000_000, fds: 20 };
  const runOf = (shape: keyof typeof shapes, seed: number) =>
    simulateExperiment(serviceWith('heapUsedBytes', shapes[shape], { atRest: heapAlone }), { seed, ...shortly });

  /** Result of the same run with its floors changed. */
  function judgeChanged(
    target: TargetRecording,
    change: (floor: TargetRecording['floors'][number]) => typeof floor,
    tolerance = 32,
  ) {
    const settings = {
      tolerances: { heapUsedBytes: tolerance },
      requiredMetrics: [],
      budgetMs: 12_000,
      connections: 8,
      ignore: [],
    };
    const { header } = toRecording([target], settings);
    return analyzeTarget(header, { ...target, floors: target.floors.map(change) }).endpoints;
  }

  const verdicts = (endpoints: readonly EndpointResult[]) =>
    endpoints.flatMap(({ verdict, metrics }) => [verdict, ...metrics.map((metric) => metric.verdict)]);

  it('the unit of memory, when the tolerance is in the same unit', () => {
    fc.assert(
      fc.property(anyShape, fc.integer(), fc.constantFrom(2, 4, 8, 0.5), (shape, seed, factor) => {
        // Sizes that stay below 64 MiB, the one bound that is absolute.
        const { target } = runOf(shape, seed);
        const scaled = judgeChanged(
          target,
          (floor) => ({
            ...floor,
            metrics: { ...floor.metrics, heapUsedBytes: factor * (floor.metrics.heapUsedBytes ?? 0) },
          }),
          32 * factor,
        );
        expect(verdicts(scaled)).to.deep.equal(verdicts(judgeChanged(target, (floor) => floor)));
      }),
      { numRuns: 12, seed: 21 },
    );
  });

  it('the level at rest', () => {
    fc.assert(
      fc.property(anyShape, fc.integer(), fc.integer({ min: 1, max: 1_000_000_000 }), (shape, seed, constant) => {
        const { target } = runOf(shape, seed);
        const lifted = judgeChanged(target, (floor) => ({
          ...floor,
          metrics: { heapUsedBytes: constant + (floor.metrics.heapUsedBytes ?? 0), fds: 7 + (floor.metrics.fds ?? 0) },
        }));
        expect(lifted).to.deep.equal(judgeChanged(target, (floor) => floor));
      }),
      { numRuns: 12, seed: 22 },
    );
  });

  it('how fast time passed', () => {
    fc.assert(
      fc.property(anyShape, fc.integer(), fc.integer({ min: 2, max: 50 }), (shape, seed, factor) => {
        const { target } = runOf(shape, seed);
        const slow = judgeChanged(target, (floor) => ({ ...floor, atMs: factor * floor.atMs }));
        expect(slow).to.deep.equal(judgeChanged(target, (floor) => floor));
      }),
      { numRuns: 8, seed: 23 },
    );
  });

  it('the order in which endpoints are named', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(['GET /a', 'GET /b', 'GET /c'], { minLength: 3 }),
        fc.integer(),
        (order, seed) => {
          const server = simulatedService({
            'GET /a': { heapUsedBytes: leak(2_000) },
            'GET /b': {},
            'GET /c': leakedClient(leakEvery(7)),
          });
          const { target, recording } = simulateExperiment(server, { seed, ...shortly });
          const permuted = { ...target, target: { ...target.target, endpoints: order } };
          const byId = (endpoints: readonly EndpointResult[]) => endpoints.toSorted((a, b) => a.id.localeCompare(b.id));
          expect(byId(analyzeTarget(recording.header, permuted).endpoints)).to.deep.equal(
            byId(analyzeTarget(recording.header, target).endpoints),
          );
        },
      ),
      { numRuns: 6, seed: 24 },
    );
  });
});

describe('the family of tests', () => {
  it('does not accuse one of thirty clean endpoints by chance', () => {
    const endpoints = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`GET /${index}`, {}]));
    const noise = { ...quietNoise, heapUsedBytes: whiteNoise(300_000) };
    const results = endpointsOf(simulatedService(endpoints, { noise, atRest: { heapUsedBytes: 14e6 } }), {
      settings: { budgetMs: 20_000 },
    });
    expect(results.filter(({ verdict }) => verdict === 'leaking')).to.deep.equal([]);
  });
});
