import { expect } from 'chai';
import { analyzeRecording } from '../../../../src/analysis/analyze.js';
import { acceptRun, exitCodeOnceAccepted } from '../../../../src/analysis/baseline/to-baseline.js';
import { fingerprintOf } from '../../../../src/analysis/findings/group-findings.js';
import type { BaselineEndpoint } from '../../../../src/model/baseline.js';
import type { RunResult } from '../../../../src/model/result.js';
import { type Growth, leak } from '../../../support/growth-functions.js';
import { leakedClient, serviceWith, simulatedService } from '../../../support/simulated-servers.js';
import { type SimulationOptions, simulateExperiment } from '../../../support/synthetic-recording.js';

const limits = { connections: { postgres: 96 } };

const clientService = (perRequest: number) => simulatedService({ 'GET /': leakedClient(leak(perRequest)) });
const heapService = (growth: Growth) => serviceWith('heapUsedBytes', growth);

function run(
  server: ReturnType<typeof clientService>,
  baseline: readonly BaselineEndpoint[],
  options: SimulationOptions = {},
): RunResult {
  const settings = { baseline, ...options.settings };
  return analyzeRecording(simulateExperiment(server, { limits, ...options, settings }).recording);
}

const endpointOf = ({ targets }: RunResult) => {
  const endpoint = targets[0]?.endpoints[0];
  if (endpoint === undefined) throw new Error('Nothing was measured');
  return endpoint;
};

describe('a run with a baseline', () => {
  const accepted = () => acceptRun(run(clientService(1), []), []);
  const acceptedHeap = () => acceptRun(run(heapService(leak(500)), []), []);

  it('holds what leaked, with its interval', () => {
    expect(accepted()).to.have.length(1);
    expect(accepted()[0]).to.deep.include({ endpoint: 'GET /' });
    expect(accepted()[0]?.rates[0]).to.deep.include({ metric: 'pg.connections', verdict: 'leaking', estimate: 1 });
  });

  it('passes when nothing got worse, also where connections run out before all is decided', () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const result = run(clientService(1), accepted(), { seed });
      const { verdict, findings, advice } = endpointOf(result);
      expect([verdict, result.exitCode], advice).to.deep.equal(['clean', 0]);
      expect(findings[0]?.ignored).to.match(/^no worse than the baseline of \d{4}-\d\d-\d\d$/);
    }
  });

  it('passes the same leak of memory, whatever its noise', () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      expect(run(heapService(leak(500)), acceptedHeap(), { seed }).exitCode).to.equal(0);
    }
  });

  it('fails when a leak got worse, and says by how much', () => {
    const result = run(clientService(2), accepted());
    expect(result.exitCode).to.equal(1);
    expect(endpointOf(result).remarks.join()).to.match(
      /pg\.connections grows 2 .* more than the 1 \[1, 1\] in the base/,
    );
    expect(run(heapService(leak(900)), acceptedHeap()).exitCode).to.equal(1);
  });

  it('sees a fifth more of a count, and takes the same fraction for the same', () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const worse = run(clientService(1.2), accepted(), { seed });
      expect(worse.exitCode, endpointOf(worse).findings[0]?.ignored ?? '').to.equal(1);
    }
    const fraction = acceptRun(run(clientService(1.2), []), []);
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      expect(run(clientService(1.2), fraction, { seed }).exitCode).to.equal(0);
      expect(run(clientService(1), fraction, { seed }).exitCode, 'better').to.equal(0);
    }
  });

  it('fails when something else leaks beside it', () => {
    const both = { ...leakedClient(leak(1)), children: leak(1) };
    expect(run(simulatedService({ 'GET /': both }), accepted()).exitCode).to.equal(1);
  });

  it('says that a baseline can be tightened', () => {
    const result = run(clientService(0), accepted());
    expect(result.exitCode).to.equal(0);
    expect(endpointOf(result).remarks.join()).to.include('keep the gain with --update-baseline');
    expect(acceptRun(result, accepted())).to.deep.equal([]);
  });

  it('does not pass a run that saw next to nothing', () => {
    const result = run(clientService(1), accepted(), { settings: { budgetMs: 1 } });
    expect(result.exitCode).to.not.equal(0);
  });

  it('leaves alone a target that is to leak', () => {
    expect(run(clientService(1), accepted(), { expect: 'leaking' })).to.deep.include({
      verdict: 'leaking',
      exitCode: 0,
    });
  });
});

describe('accepting a run', () => {
  const leaking = () => run(clientService(1), []);

  it('leaves to ignore rules what they accept', () => {
    const ignore = [{ fingerprint: fingerprintOf('GET /', 'pg.connections'), reason: 'known', until: null }];
    expect(acceptRun(run(clientService(1), [], { settings: { ignore } }), [])).to.deep.equal([]);
  });

  it('keeps what the run did not measure or decide', () => {
    const other: BaselineEndpoint = { target: 'other', endpoint: 'GET /', date: '2026-01-01', rates: [] };
    expect(acceptRun(leaking(), [other]).map(({ target }) => target))
      .to.include('other')
      .and.have.length(2);
    const cut = run(clientService(1), [], { settings: { budgetMs: 1 } });
    const [before] = acceptRun(leaking(), []);
    expect(acceptRun(cut, before === undefined ? [] : [before])).to.deep.equal([before]);
  });

  it('takes leaks for good, and nothing else', () => {
    expect(leaking().exitCode).to.equal(1);
    expect(exitCodeOnceAccepted(leaking())).to.equal(0);
    expect(exitCodeOnceAccepted({ ...leaking(), exitCode: 3 })).to.equal(3);
    const [target] = leaking().targets;
    if (target === undefined) throw new Error('Nothing was measured');
    const endpoints = [...target.endpoints, { ...endpointOf(leaking()), verdict: 'inconclusive' as const }];
    expect(exitCodeOnceAccepted({ ...leaking(), targets: [{ ...target, endpoints }] })).to.equal(2);
    const wrong = { ...target, expect: 'leaking', verdict: 'clean' } as const;
    expect(exitCodeOnceAccepted({ ...leaking(), targets: [wrong] })).to.equal(1);
  });
});
