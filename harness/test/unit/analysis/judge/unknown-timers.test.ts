import { expect } from 'chai';
import { analyzeRecording } from '../../../../src/analysis/analyze.js';
import type { BlockRecord } from '../../../../src/model/block.js';
import type { TargetRecording } from '../../../../src/model/recording.js';
import type { EndpointResult, TargetResult } from '../../../../src/model/result.js';
import { leak, timeToLive } from '../../../support/growth-functions.js';
import type { SimulatedServer } from '../../../support/simulated-server.js';
import { leakedClient, serviceWith, simulatedService } from '../../../support/simulated-servers.js';
import { type SimulatedExperiment, simulateExperiment, toRecording } from '../../../support/synthetic-recording.js';

const silent = { tellsTimers: false };
const simulate = (server: SimulatedServer): SimulatedExperiment => simulateExperiment({ ...server, ...silent });

function resultOf(target: TargetRecording): TargetResult {
  const [result] = analyzeRecording(toRecording([target])).targets;
  if (result === undefined) throw new Error('No target was judged.');
  return result;
}

function judged(server: SimulatedServer): EndpointResult {
  const [endpoint] = resultOf(simulate(server).target).endpoints;
  if (endpoint === undefined) throw new Error('The simulated server has no endpoint.');
  return endpoint;
}

const idlesOf = ({ steps }: SimulatedExperiment): readonly unknown[] =>
  steps.filter(({ step }) => step.kind === 'idle');

describe('timers that cannot be known', () => {
  for (const [metric, perRequest] of [
    ['heapUsedBytes', 2_000],
    ['externalBytes', 2_000],
    ['arrayBuffersBytes', 2_000],
    ['handles.Timeout', 1],
  ] as const) {
    it(`keep ${metric} from being accused, and say what to do`, () => {
      const { verdict, findings, advice, metrics } = judged(serviceWith(metric, leak(perRequest)));
      expect({ verdict, findings }).to.deep.equal({ verdict: 'inconclusive', findings: [] });
      expect(metrics.find((each) => each.metric === metric)?.verdict).to.equal('inconclusive');
      expect(advice).to.match(new RegExp(`^${metric.replace('.', '\\.')}: The target's runtime does not tell`));
      expect(advice).to.contain('Node.js 20, 22, 24 or 26').and.to.contain('leakline doctor');
      // More time would not help.
      expect(advice).to.not.contain('budget');
    });
  }

  it('keep nothing else from being accused', () => {
    for (const metric of ['redis.connections', 'fds', 'sockets', 'children'] as const) {
      expect(judged(serviceWith(metric, leak(1))).verdict, metric).to.equal('leaking');
    }
    const client = judged(simulatedService({ 'GET /': leakedClient(leak(1)) }));
    expect(client.findings.map(({ metric }) => metric)).to.deep.equal(['pg.connections']);
  });

  it('clear nothing, and keep nothing from being cleared', () => {
    expect(judged(simulatedService({ 'GET /': {} })).verdict).to.equal('clean');
    expect(judged(serviceWith('heapUsedBytes', timeToLive(2_000, 1_500))).verdict).to.equal('clean');
    expect(judged(serviceWith('heapUsedBytes', timeToLive(2_000, 20_000))).verdict).to.equal('inconclusive');
  });

  it('are not waited for: no request is sent for what more of them cannot decide', () => {
    const experiment = simulate(serviceWith('heapUsedBytes', leak(2_000)));
    const known = simulateExperiment(serviceWith('heapUsedBytes', leak(2_000)));
    expect(experiment.target.end?.reason).to.equal('decided');
    // One wait in two parts.
    expect(idlesOf(experiment)).to.have.length(2);
    expect(experiment.target.floors.at(-1)?.requests).to.equal(known.target.floors.at(-1)?.requests);
  });

  it('leave the other endpoints their own verdicts, each after a wait of its own', () => {
    const growths = { heapUsedBytes: leak(2_000) };
    const held = { heapUsedBytes: timeToLive(2_000, 1_500) };
    const server = simulatedService({ 'GET /grows': growths, 'GET /held': held, 'GET /quiet': {} });
    const { endpoints } = resultOf(simulate(server).target);
    expect(endpoints.map(({ id, verdict }) => [id, verdict])).to.deep.equal([
      ['GET /grows', 'inconclusive'],
      ['GET /held', 'clean'],
      ['GET /quiet', 'clean'],
    ]);
  });

  it('are a warning, once a look was in vain', () => {
    const codesOf = (server: SimulatedServer) => resultOf(simulate(server).target).warnings.map(({ code }) => code);
    expect(codesOf(serviceWith('heapUsedBytes', leak(2_000)))).to.deep.equal(['TIMERS_UNKNOWN']);
    expect(codesOf(simulatedService({ 'GET /': {} }))).to.deep.equal([]);
  });

  it('count by the latest look', () => {
    const { target } = simulate(serviceWith('heapUsedBytes', leak(2_000)));
    const withLook = (timers: BlockRecord['timers']): TargetRecording => ({
      ...target,
      blocks: target.blocks.map((block) => (block.timers === undefined ? block : { ...block, timers: timers ?? null })),
    });
    expect(resultOf(withLook([])).verdict).to.equal('leaking');
    expect(resultOf(withLook(null)).verdict).to.equal('inconclusive');
  });
});
