import { expect } from 'chai';
import { analyzeRecording, analyzeTarget } from '../../../src/analysis/analyze.js';
import { unseenPools } from '../../../src/analysis/result/target-warnings.js';
import type { UnmeasuredMetric } from '../../../src/model/metrics/unmeasured-metric.js';
import type { Recording, TargetRecording } from '../../../src/model/recording.js';
import { leak } from '../../support/growth-functions.js';
import { literalRecording } from '../../support/literal-recording.js';
import { leakedClient, simulatedService } from '../../support/simulated-servers.js';
import { simulateExperiment, toRecording } from '../../support/synthetic-recording.js';

const limits = { connections: { postgres: 300 } };

type RecordingEnd = NonNullable<Recording['end']>;

describe('analyzeRecording', () => {
  const leakingRun = () => simulateExperiment(simulatedService({ 'GET /': leakedClient(leak(1)) }), { limits });
  const cleanRun = () => simulateExperiment(simulatedService({ 'GET /': {} }), { limits, name: 'quiet' });

  it('gives the identical result offline, from the recording as it was written down', () => {
    for (const { recording } of [leakingRun(), cleanRun()]) {
      const offline = JSON.parse(JSON.stringify(recording)) as Recording;
      expect(analyzeRecording(offline)).to.deep.equal(analyzeRecording(recording));
      expect(JSON.parse(JSON.stringify(analyzeRecording(offline)))).to.deep.equal(analyzeRecording(recording));
    }
  });

  it('sums up: the gravest verdict, the exit code, whether expectations were met', () => {
    const both = analyzeRecording(toRecording([leakingRun().target, cleanRun().target]));
    expect(both).to.deep.include({ schemaVersion: 1, verdict: 'leaking', exitCode: 1, expectationsMet: false });
    const expected = { ...leakingRun().target, target: { ...leakingRun().target.target, expect: 'leaking' as const } };
    const asExpected = analyzeRecording(toRecording([expected, cleanRun().target]));
    expect(asExpected).to.deep.include({ verdict: 'leaking', exitCode: 0, expectationsMet: true });
  });

  it('fails closed on a recording that was cut, failed or interrupted', () => {
    const { header, targets } = leakingRun().recording;
    const cut = analyzeRecording({ header, targets, end: null });
    expect(cut.warnings.map(({ code }) => code)).to.deep.equal(['RECORDING_CUT']);
    const failure = { code: 'TARGET_CRASHED', message: 'It ended with code 1.' };
    const end = { type: 'end', atMs: 5, failure, interrupted: false } as const;
    expect(analyzeRecording({ header, targets: [cleanRun().target], end })).to.deep.include({
      verdict: 'failed',
      exitCode: 3,
    });
    const interrupted = analyzeRecording({ header, targets, end: { ...end, failure: null, interrupted: true } });
    expect(interrupted).to.deep.include({ exitCode: 130, interrupted: true });
  });

  it('says why a run is not to be trusted, and nothing where it is', () => {
    const { header, targets } = cleanRun().recording;
    const failure = { code: 'TARGET_CRASHED', message: 'It ended with code 1.' };
    const end = { type: 'end', atMs: 5.4, failure: null, interrupted: false } as const;
    const warningsOf = (changed: Partial<RecordingEnd>) =>
      analyzeRecording({ header, targets, end: { ...end, ...changed } }).warnings;
    expect(warningsOf({})).to.deep.equal([]);
    expect(warningsOf({ failure })).to.deep.equal([failure]);
    expect(warningsOf({ interrupted: true }).map(({ code }) => code)).to.deep.equal(['INTERRUPTED']);
    const cut = analyzeRecording({ header, targets, end: null });
    expect(cut).to.deep.include({ interrupted: false, durationMs: 0, exitCode: 0 });
    expect(analyzeRecording({ header, targets, end }).durationMs).to.equal(5);
  });

  it('says which ignore rules matched nothing, once the run has seen everything', () => {
    const { header, targets } = cleanRun().recording;
    const ignore = [{ fingerprint: '0123', reason: 'known', until: null }];
    const withRule = { ...header, settings: { ...header.settings, ignore } };
    const end = { type: 'end', atMs: 5, failure: null, interrupted: false } as const;
    const codesOf = (last: Recording['end']) =>
      analyzeRecording({ header: withRule, targets, end: last }).warnings.map(({ code }) => code);
    expect(codesOf(end)).to.deep.equal(['IGNORE_UNUSED']);
    expect(codesOf({ ...end, interrupted: true })).to.deep.equal(['INTERRUPTED']);
    expect(codesOf({ ...end, failure: { code: 'TARGET_CRASHED', message: '' } })).to.deep.equal(['TARGET_CRASHED']);
    expect(codesOf(null)).to.deep.equal(['RECORDING_CUT']);
  });

  it('meets no expectation without a target, or when it failed', () => {
    const { header, targets } = cleanRun().recording;
    const end = { type: 'end', atMs: 5, failure: null, interrupted: false } as const;
    const isMet = (recording: Partial<Recording>) =>
      analyzeRecording({ header, targets, end, ...recording }).expectationsMet;
    expect(isMet({})).to.equal(true);
    expect(isMet({ targets: [] })).to.equal(false);
    const failure = { code: 'OUTPUT_UNWRITABLE', message: 'The disk is full.' };
    expect(isMet({ end: { ...end, failure } })).to.equal(false);
  });

  it('measures a target from its start to its end', () => {
    const { recording, target } = cleanRun();
    const { start, end } = target;
    if (start === null || end === null) throw new Error('A simulated target starts and ends.');
    const durationOf = (changed: Partial<TargetRecording>) =>
      analyzeTarget(recording.header, { ...target, ...changed }).durationMs;
    expect(durationOf({ start: { ...start, atMs: 200.2 }, end: { ...end, atMs: 1_300.9 } })).to.equal(1_101);
    expect(durationOf({ end: null })).to.equal(0);
    expect(durationOf({ start: null })).to.equal(0);
  });

  it('passes on what could not be measured', () => {
    const { recording, target } = cleanRun();
    const unmeasured: readonly UnmeasuredMetric[] = [{ metric: 'pg.connections', reason: 'No PostgreSQL.' }];
    const withGap = target.start === null ? target : { ...target, start: { ...target.start, unmeasured } };
    // The simulated service has connections, and no pool that was seen.
    const unseen = unseenPools(target);
    expect(unseen.map(({ metric }) => metric)).to.deep.equal(['pool.checkedOut']);
    expect(analyzeTarget(recording.header, withGap).unmeasured).to.deep.equal([...unmeasured, ...unseen]);
    expect(analyzeTarget(recording.header, { ...target, start: null }).unmeasured).to.deep.equal(unseen);
  });

  it('judges a target that goes on as one that has time, and one that ended as it stands', () => {
    const { recording, target } = leakingRun();
    // Six of seven scouting blocks: too little piled up to accuse, unless that is all there will be.
    const early = { ...target, blocks: target.blocks.slice(0, 6), floors: target.floors.slice(0, 7) };
    expect(analyzeTarget(recording.header, { ...early, end: null }).verdict).to.equal('inconclusive');
    expect(analyzeTarget(recording.header, early).verdict).to.equal('leaking');
  });

  it('calls a target failed that failed, unless a leak was proven before', () => {
    const failure = { code: 'TARGET_CRASHED', message: 'It ended with code 1.' };
    const end = { type: 'target-end', target: 'quiet', atMs: 9, reason: 'failed', failure } as const;
    const result = analyzeTarget(cleanRun().recording.header, { ...cleanRun().target, end });
    expect(result).to.deep.include({ verdict: 'failed', failure, expectationMet: false });
    const leaking = analyzeTarget(leakingRun().recording.header, { ...leakingRun().target, end });
    expect(leaking).to.deep.include({ verdict: 'leaking', failure, expectationMet: false });
  });

  it('warns about floors that never settled', () => {
    const blocks = [1, 2, 4, 8].map((requests) => ({ endpoint: 'GET /', requests, floor: { fds: 3 }, settled: false }));
    const { warnings } = analyzeTarget(cleanRun().recording.header, literalRecording({ fds: 3 }, blocks));
    expect(warnings.map(({ code }) => code)).to.deep.equal(['FLOORS_UNSETTLED']);
  });
});
