import { expect } from 'chai';
import { analyzeRecording } from '../../../src/analysis/analyze.js';
import { fingerprintOf } from '../../../src/analysis/findings/group-findings.js';
import { createSeededRandom } from '../../../src/analysis/statistics/seeded-random.js';
import type { AnalysisSettings } from '../../../src/model/analysis-settings.js';
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
import type { SimulatedServer } from '../../support/simulated-server.js';
import { leakedClient, serviceWith, simulatedService } from '../../support/simulated-servers.js';
import { type SimulationOptions, simulateExperiment } from '../../support/synthetic-recording.js';

const limits = {
  connections: { postgres: 96, redis: 9_999 },
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
    const settings: Partial<AnalysisSettings> = { requiredMetrics: ['pool.checkedOut'], budgetMs: 3_000 };
    expect(judge(simulatedService({ 'GET /': {} }), { settings }).advice).to.contain('pool.checkedOut was asked for');
  });

  describe('on a slow service, when time is up', () => {
    const slow = (metrics: Parameters<typeof simulatedService>[0][string] = {}) =>
      simulatedService({ 'GET /': metrics }, { endpoint: { latencyMs: 1_000 } });
    const lenient = { strict: false, widestConnections: 32 };

    it('clears what did not grow at the bound that was reached', () => {
      const { verdict, bound, requests, metrics, advice } = judge(slow(), { settings: lenient });
      expect({ verdict, advice }).to.deep.equal({ verdict: 'clean', advice: '' });
      expect(bound).to.deep.include({ metric: 'pg.connections', requests, isFull: false });
      expect(requests).to.be.within(300, 2_500);
      expect(bound?.perRequest).to.be.closeTo(3 / requests, 1e-4);
      expect(metrics[0]?.reason).to.match(/^No growth in \d+ requests; a leak rarer than 1 in \d+ requests is not/);
    });

    it('is inconclusive with strict, with a tolerance of the user, and in recordings that know no bound', () => {
      for (const settings of [
        { ...lenient, strict: true },
        { ...lenient, tolerances: { fds: 0.001 } },
        { widestConnections: 32 },
      ]) {
        const { verdict, bound, advice } = judge(slow(), { settings });
        expect({ verdict, bound }).to.deep.equal({ verdict: 'inconclusive', bound: undefined });
        expect(advice).to.match(/Did not grow, but \d+ requests are too few to exclude 0\.001 per request/);
      }
    });

    it('is inconclusive below 300 requests, and says how far they reach', () => {
      const { verdict, requests, advice } = judge(slow(), { settings: { ...lenient, budgetMs: 12_000 } });
      expect({ verdict, isShort: requests < 300 }).to.deep.equal({ verdict: 'inconclusive', isShort: true });
      expect(advice).to.contain(`${requests} requests are too few: a leak rarer than 1 in`);
    });

    it('does not clear a leak of a kilobyte, a cache that fills, nor some lost descriptors', () => {
      for (const growth of [{ heapUsedBytes: leak(1_024) }, { heapUsedBytes: fillingCache(5_000, 2_000) }]) {
        expect(judge(slow(growth), { settings: lenient }).verdict).to.not.equal('clean');
      }
      const some = judge(slow({ fds: step(400, 5) }), { settings: lenient });
      expect(some.verdict).to.equal('inconclusive');
      expect(some.advice).to.match(/^fds: Grew by 5 over/);
    });

    it('clears one descriptor that stayed at a wider bound', () => {
      const once = judge(slow({ fds: step(400, 1) }), { settings: lenient });
      expect(once.verdict).to.equal('clean');
      expect(once.bound).to.deep.include({ metric: 'fds', isFull: false });
      expect(once.metrics.find(({ metric }) => metric === 'fds')?.reason).to.match(/^Grew by 1 in \d+ requests;/);
    });

    it('does not clear short of the proof what is decided in time', () => {
      const { verdict, bound } = judge(simulatedService({ 'GET /': {} }), { settings: { strict: false } });
      expect(verdict).to.equal('clean');
      expect(bound?.isFull).to.equal(true);
    });
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
