import { expect } from 'chai';
import type { TargetResult } from '../../../../src/model/result.js';
import type { TargetTrace } from '../../../../src/model/trace.js';
import {
  checkAgent,
  checkLeftBehind,
  checkMachine,
  checkSecondWitness,
  checkServices,
  checkVerdict,
  exitCodeOf,
  resolutionsOf,
} from '../../../../src/run/doctor/doctor-checks.js';
import { sampleEndpoint, sampleMetric, sampleTarget } from '../../../fixtures/report/sample-result.js';

const facts = {
  node: 'v20.20.0',
  platform: 'linux',
  cpus: 2,
  loadPerCpu: 0.2,
  cpu: { busy: 0.1, steal: 0 },
  lateMs: 1,
};
const outcomesOf = (changes: Partial<typeof facts> | { cpu: null }): readonly string[] =>
  checkMachine({ ...facts, ...changes }).map(({ outcome }) => outcome);

const judged = (...verdicts: readonly ('leaking' | 'clean' | 'inconclusive')[]): TargetResult =>
  sampleTarget('app', { endpoints: verdicts.map((verdict, index) => sampleEndpoint(`GET /${index}`, { verdict })) });

const traceOf = (values: Readonly<Record<string, readonly (number | null)[]>>): TargetTrace => ({
  target: 'leaky',
  samples: {},
  sampleCount: 0,
  floors: { atMs: [], requests: [], values, settled: [] },
  blocks: [],
});

describe('doctor checks', () => {
  it('say whom a target may leave behind', () => {
    expect(checkLeftBehind(true)).to.include({ name: 'left behind', outcome: 'ok' });
    expect(checkLeftBehind(false)).to.include({ outcome: 'warn' });
    expect(checkLeftBehind(false).text).to.include('prlimit');
  });

  it('compare the heap with what memwatch saw of it, where it was there', () => {
    const heapUsedBytes = [9_000_000, 9_100_000, 9_200_000];
    const outcomeOf = (seen: readonly (number | null)[]) =>
      checkSecondWitness(traceOf({ heapUsedBytes, 'memwatch.heapUsedBytes': seen }));
    expect(outcomeOf([null, 9_098_000, 9_203_500])).to.deep.include({ outcome: 'ok' });
    expect(outcomeOf([null, 9_098_000, 9_203_500]).text).to.contain('after 2 forced collections, within 4 KB');
    expect(outcomeOf([8_000_000, 9_100_000, 9_200_000])).to.deep.include({ outcome: 'warn' });
    expect(checkSecondWitness(traceOf({ heapUsedBytes })).text).to.contain('not installed');
    expect(checkSecondWitness(undefined)).to.deep.include({ outcome: 'ok' });
  });

  it('find nothing wrong with a quiet machine', () => {
    expect(outcomesOf({})).to.deep.equal(['ok', 'ok', 'ok', 'ok']);
  });

  it('note what costs certainty', () => {
    expect(outcomesOf({ cpu: { busy: 0.9, steal: 0 } })[2]).to.equal('warn');
    expect(outcomesOf({ cpu: { busy: 0.1, steal: 0.2 } })[2]).to.equal('warn');
    expect(outcomesOf({ loadPerCpu: 2 })[2]).to.equal('warn');
    expect(outcomesOf({ lateMs: 80 })[3]).to.equal('warn');
    expect(outcomesOf({ cpu: null })[1]).to.equal('warn');
  });

  it('note a service that is missing, with the way to it', () => {
    const [redis] = checkServices([{ kind: 'redis', provider: null, reason: 'local: not on PATH' }]);
    expect(redis).to.deep.include({ name: 'Redis', outcome: 'warn' });
    expect(redis?.text).to.include('not on PATH').and.include('leakline setup');
    expect(checkServices([{ kind: 'postgres', provider: 'embedded', reason: '' }])[0]?.text).to.equal('embedded');
  });

  const verdicts = [
    [['leaking', 'leaking'], 'leaking', 'ok'],
    [['leaking', 'inconclusive'], 'leaking', 'unsure'],
    [['leaking', 'clean'], 'leaking', 'fail'],
    [['inconclusive', 'clean'], 'leaking', 'fail'],
    [['clean', 'clean'], 'clean', 'ok'],
    [['clean', 'inconclusive'], 'clean', 'unsure'],
    [['clean', 'leaking'], 'clean', 'fail'],
  ] as const;
  for (const [seen, truth, outcome] of verdicts) {
    it(`call ${seen.join(' and ')} for a ${truth} app ${outcome}`, () => {
      expect(checkVerdict(judged(...seen), truth).outcome).to.equal(outcome);
    });
  }

  it('fail for an app that failed, and for a heap that is not seen', () => {
    const failure = { code: 'TARGET_EXITED', message: 'It ended with 1.' };
    const failed = sampleTarget('app', { failure, endpoints: [] });
    expect(checkVerdict(failed, 'clean')).to.deep.include({ outcome: 'fail', text: failure.message });
    expect(checkAgent(failed)).to.deep.include({ outcome: 'fail' });
    expect(checkAgent(judged('clean')).outcome).to.equal('ok');
  });

  it('resolve what holds for every endpoint', () => {
    const metricAt = (minimumDetectable: number | null) => ({
      ...sampleMetric('fds', 'clean', [0, 0, 0]),
      minimumDetectable,
    });
    const endpoints = [0.001, 0.004, null].map((value) => sampleEndpoint('GET /', { metrics: [metricAt(value)] }));
    expect(resolutionsOf(sampleTarget('app', { endpoints }))).to.deep.equal([
      { metric: 'fds', unit: 'count', perRequest: 0.004 },
    ]);
  });

  it('give an exit code', () => {
    const checks = (...outcomes: readonly ('ok' | 'warn' | 'unsure' | 'fail')[]) =>
      outcomes.map((outcome) => ({ name: '', outcome, text: '' }));
    expect(exitCodeOf(checks('ok', 'warn'))).to.equal(0);
    expect(exitCodeOf(checks('ok', 'unsure'))).to.equal(2);
    expect(exitCodeOf(checks('unsure', 'fail'))).to.equal(3);
  });
});
