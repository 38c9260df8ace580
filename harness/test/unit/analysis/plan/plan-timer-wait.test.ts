import { expect } from 'chai';
import { analyzeRecording } from '../../../../src/analysis/analyze.js';
import type { EndpointResult } from '../../../../src/model/result.js';
import { leak, timeToLive } from '../../../support/growth-functions.js';
import type { SimulatedEndpoint } from '../../../support/simulated-server.js';
import { serviceWith, simulatedService } from '../../../support/simulated-servers.js';
import { type SimulatedExperiment, simulateExperiment } from '../../../support/synthetic-recording.js';

const once = (delayMs: number): Partial<SimulatedEndpoint> => ({
  timers: [{ delayMs, isRepeating: false }],
});

const waitsOf = ({ steps }: SimulatedExperiment): readonly number[] =>
  steps.flatMap(({ step }) => (step.kind === 'idle' ? [step.waitMs] : []));

const looksOf = ({ target }: SimulatedExperiment): readonly number[] =>
  target.blocks.flatMap(({ timers, floorBefore }) =>
    timers === undefined ? [] : [target.floors[floorBefore]?.requests ?? 0],
  );

function judged({ recording }: SimulatedExperiment): EndpointResult {
  const [endpoint] = analyzeRecording(recording).targets[0]?.endpoints ?? [];
  if (endpoint === undefined) throw new Error('The simulated server has no endpoint.');
  return endpoint;
}

describe('waiting for timers', () => {
  for (const delayMs of [5_000, 10_000, 30_000]) {
    it(`clears a service whose requests leave a timer of ${delayMs / 1000} s behind`, () => {
      const server = serviceWith('handles.Timeout', timeToLive(1, delayMs), { endpoint: once(delayMs) });
      const experiment = simulateExperiment(server);
      expect(judged(experiment)).to.deep.include({ verdict: 'clean', findings: [] });
      expect(Math.max(...waitsOf(experiment))).to.be.within(delayMs - 3_500, delayMs);
    });
  }

  it('looks again only once so many requests came that it can decide', () => {
    const server = serviceWith('handles.Timeout', timeToLive(1, 10_000), { endpoint: once(10_000) });
    const [first, second, ...others] = looksOf(simulateExperiment(server));
    expect(first).to.equal(127);
    // A count that comes back is cleared after 3,280 requests.
    expect(second).to.be.within(3_280, 5_300);
    expect(others).to.deep.equal([]);
  });

  it('clears memory that a timer frees after ten seconds', () => {
    const server = serviceWith('heapUsedBytes', timeToLive(2_000, 10_000), { endpoint: once(10_000) });
    expect(judged(simulateExperiment(server))).to.deep.include({ verdict: 'clean', findings: [] });
  });

  it('accuses what is still there after they have fired', () => {
    const server = serviceWith('heapUsedBytes', leak(2_000), { endpoint: once(5_000) });
    const experiment = simulateExperiment(server);
    expect(judged(experiment).verdict).to.equal('leaking');
    expect(waitsOf(experiment)).to.have.length(2);
  });

  it('waits for them also where there were few requests when time was up', () => {
    const endpoint = { ...once(8_000), latencyMs: 100 };
    const server = serviceWith('handles.Timeout', timeToLive(1, 8_000), { endpoint });
    const experiment = simulateExperiment(server, { settings: { budgetMs: 20_000 } });
    expect(experiment.target.floors.at(-1)?.requests).to.be.below(5_300);
    expect(judged(experiment).verdict).to.equal('inconclusive');
    expect(experiment.target.floors.at(-1)?.metrics['handles.Timeout'] ?? 0).to.be.below(5);
    // All of it is back: clean, as far as so many requests reach.
    const counted = { endpoint, atRest: { fds: 26, handles: 3, 'handles.Timeout': 0 } };
    const held = serviceWith('handles.Timeout', timeToLive(1, 8_000), counted);
    const lenient = judged(simulateExperiment(held, { settings: { budgetMs: 20_000, strict: false } }));
    expect(lenient).to.deep.include({ verdict: 'clean', advice: '' });
    expect(lenient.bound?.isFull).to.equal(false);
  });

  it('accuses timers that set themselves anew when they fire', () => {
    const server = serviceWith('handles.Timeout', leak(1), { endpoint: once(1_000) });
    expect(judged(simulateExperiment(server)).verdict).to.equal('leaking');
  });

  it('waits for no interval', () => {
    const endpoint = { timers: [{ delayMs: 20_000, isRepeating: true }] };
    const experiment = simulateExperiment(serviceWith('handles.Timeout', leak(1), { endpoint }));
    expect(judged(experiment).verdict).to.equal('leaking');
    expect(waitsOf(experiment)).to.deep.equal([1_000, 2_000]);
  });

  it('cannot tell what a timer holds for longer than it can wait, and says which budget would do', () => {
    const server = serviceWith('handles.Timeout', timeToLive(1, 60_000), { endpoint: once(60_000) });
    const { verdict, advice } = judged(simulateExperiment(server));
    expect(verdict).to.equal('inconclusive');
    expect(advice).to.contain('fire after up to 60 s').and.to.contain('takes a budget of 100 s');
    const longer = simulateExperiment(server, { settings: { budgetMs: 101_000 } });
    expect(judged(longer).verdict).to.equal('clean');
  });

  it('accuses what a timer holds for over ten minutes', () => {
    const server = serviceWith('handles.Timeout', leak(1), { endpoint: once(3_600_000) });
    expect(judged(simulateExperiment(server)).verdict).to.equal('leaking');
  });

  it('is not put off by a few timers of the application itself', () => {
    const endpoint = { ...once(50_000), growth: {} };
    const server = serviceWith('heapUsedBytes', leak(4_000));
    const few = { ...server, endpoints: { ...server.endpoints, 'GET /rare': endpoint } };
    expect(analyzeRecording(simulateExperiment(few).recording).targets[0]?.endpoints[0]?.verdict).to.equal('leaking');
  });

  it('lets no timer excuse a connection', () => {
    const server = serviceWith('redis.connections', leak(1), { endpoint: once(50_000) });
    const experiment = simulateExperiment(server);
    expect(judged(experiment).verdict).to.equal('leaking');
    expect(looksOf(experiment)).to.deep.equal([]);
  });

  it('knows them when they fire while another endpoint has its turn', () => {
    for (const metric of ['handles.Timeout', 'heapUsedBytes']) {
      const perRequest = metric === 'heapUsedBytes' ? 2_000 : 1;
      const server = simulatedService({ 'GET /held': { [metric]: timeToLive(perRequest, 5_000) }, 'GET /quiet': {} });
      const { 'GET /held': held, 'GET /quiet': quiet } = server.endpoints;
      const slow = { ...quiet, growth: {}, latencyMs: 40 };
      const endpoints = { 'GET /held': { growth: {}, ...held, ...once(5_000) }, 'GET /quiet': slow };
      const { recording } = simulateExperiment({ ...server, endpoints });
      const verdicts = analyzeRecording(recording).targets[0]?.endpoints.map(({ verdict }) => verdict);
      expect(verdicts, metric).to.not.include('leaking');
    }
  });

  it('knows them when their delays differ, and in many processes', () => {
    const share = 1 / 50;
    const timers = Array.from({ length: 50 }, (_, index) => ({
      delayMs: 5_000 + 20 * index,
      isRepeating: false,
      share,
    }));
    const server = serviceWith('handles.Timeout', timeToLive(1, 6_000), { endpoint: { timers } });
    expect(judged(simulateExperiment(server)).verdict).to.equal('clean');
  });

  it('lets none that keep no process alive excuse handles', () => {
    const timers = [
      { delayMs: 1_000, isRepeating: true },
      { delayMs: 60_000, isRepeating: false, keepsAlive: false },
    ];
    const server = serviceWith('handles.Timeout', leak(1), { endpoint: { timers } });
    expect(judged(simulateExperiment(server)).verdict).to.equal('leaking');
  });

  it('accuses intervals beside timers that fire once', () => {
    const timers = [
      { delayMs: 1_000, isRepeating: true },
      { delayMs: 60_000, isRepeating: false },
    ];
    const server = serviceWith('handles.Timeout', leak(2), { endpoint: { timers } });
    expect(judged(simulateExperiment(server)).verdict).to.equal('leaking');
  });

  it('waits for timers also when time is up and nothing is proven', () => {
    const details = { endpoint: once(8_000), mostRequestsPerSecond: 300 };
    const server = serviceWith('heapUsedBytes', timeToLive(2_000, 8_000), details);
    const experiment = simulateExperiment(server, { settings: { budgetMs: 14_000 } });
    expect(judged(experiment).verdict).to.equal('clean');
    expect(experiment.target.end?.reason).to.equal('budget');
    expect(Math.max(...waitsOf(experiment))).to.be.above(5_000);
  });

  it('judges memory that never held still under load by what stays of it', () => {
    const server = serviceWith('heapUsedBytes', timeToLive(2_000, 1_000));
    const experiment = simulateExperiment(server, { settings: { budgetMs: 3_000 } });
    const { verdict } = judged(experiment);
    expect(experiment.target.end?.reason).to.equal('budget');
    expect(verdict).to.equal('clean');
  });
});
