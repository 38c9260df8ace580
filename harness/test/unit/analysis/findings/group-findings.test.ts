import { expect } from 'chai';
import { fingerprintOf, groupFindings } from '../../../../src/analysis/findings/group-findings.js';
import type { MetricJudgement } from '../../../../src/analysis/judge/metric-judgement.js';
import type { IgnoreRule } from '../../../../src/model/analysis-settings.js';
import type { MetricId } from '../../../../src/model/metrics/catalogue.js';
import type { Finding } from '../../../../src/model/result.js';
import { judgedAs } from '../../../support/judgements.js';
import { literalRecording } from '../../../support/literal-recording.js';
import { defaultSettings } from '../../../support/synthetic-recording.js';

const recording = literalRecording({}, []);

function findingsOf(metrics: readonly MetricJudgement[], ignore: readonly IgnoreRule[] = [], today = '2026-06-15') {
  return groupFindings(recording, 'GET /', metrics, { ...defaultSettings, ignore }, today);
}

const names = (findings: readonly Finding[]): readonly string[] => findings.map(({ metric }) => metric);
const costs = (finding: Finding | undefined): readonly string[] => finding?.alsoCosts.map(({ metric }) => metric) ?? [];
const leaking = (metric: MetricId, rate: number): MetricJudgement => judgedAs('leaking', metric, rate);

describe('groupFindings', () => {
  it('names a leaked pg client once, with what it costs', () => {
    const findings = findingsOf([
      leaking('heapUsedBytes', 7_300),
      leaking('handles.TCPSocketWrap', 1),
      leaking('fds', 1),
      leaking('sockets', 1),
      leaking('pg.connections', 1),
    ]);
    expect(names(findings)).to.deep.equal(['pg.connections']);
    expect(costs(findings[0])).to.have.members(['heapUsedBytes', 'handles.TCPSocketWrap', 'fds', 'sockets']);
    expect(findings[0]).to.deep.include({
      title: 'PostgreSQL connections',
      unit: 'count',
      ignored: null,
      culprits: [],
    });
    expect(findings[0]?.advice).to.contain('pg.Pool');
  });

  it('names a client never released once, not also its connection and open transaction', () => {
    const findings = findingsOf([
      leaking('pool.checkedOut', 1),
      leaking('pool.waiting', 0.2),
      leaking('pg.idleInTransaction', 1),
      leaking('pg.connections', 1),
    ]);
    expect(names(findings)).to.deep.equal(['pg.connections']);
  });

  it('keeps two independent causes apart', () => {
    const findings = findingsOf([
      leaking('pg.connections', 1),
      leaking('redis.connections', 1),
      leaking('sockets', 2),
      leaking('fds', 2),
    ]);
    expect(names(findings)).to.deep.equal(['pg.connections', 'redis.connections']);
  });

  it('names files kept open beside a leaked connection, because the connection does not explain them', () => {
    const findings = findingsOf([leaking('pg.connections', 1), leaking('sockets', 1), leaking('fds', 3)]);
    expect(names(findings)).to.deep.equal(['pg.connections', 'fds']);
  });

  it('lets a descriptor for each connection outnumber it by a quarter, as where some were counted late', () => {
    const beside = (fds: number) => names(findingsOf([leaking('pg.connections', 1), leaking('fds', fds)]));
    expect(beside(1.24)).to.deep.equal(['pg.connections']);
    expect(beside(1.26)).to.deep.equal(['pg.connections', 'fds']);
  });

  it('takes up to 256 KiB of heap for what a leaked thing holds', () => {
    const beside = (bytes: number) => names(findingsOf([leaking('fds', 1), leaking('heapUsedBytes', bytes)]));
    expect(beside(260_000)).to.deep.equal(['fds']);
    expect(beside(265_000)).to.deep.equal(['fds', 'heapUsedBytes']);
  });

  it('names a heap leak that no leaked connection could hold', () => {
    expect(names(findingsOf([leaking('fds', 1), leaking('heapUsedBytes', 1_000_000)]))).to.deep.equal([
      'fds',
      'heapUsedBytes',
    ]);
  });

  it('explains what a lost child process brings with it', () => {
    const findings = findingsOf([
      leaking('children', 1),
      leaking('threads', 11),
      leaking('sockets', 6),
      leaking('fds', 20),
      leaking('heapUsedBytes', 4_000_000),
      leaking('rssBytes', 40_000_000),
    ]);
    expect(names(findings)).to.deep.equal(['children']);
    expect(costs(findings[0])).to.have.members(['threads', 'sockets', 'fds', 'heapUsedBytes', 'rssBytes']);
  });

  it('explains what a lost worker thread brings with it', () => {
    expect(names(findingsOf([leaking('threads', 1), leaking('fds', 4), leaking('rssBytes', 3e7)]))).to.deep.equal([
      'threads',
    ]);
  });

  it('names Buffers before the external memory that holds them and the heap that points to them', () => {
    const findings = findingsOf([
      leaking('arrayBuffersBytes', 16_384),
      leaking('externalBytes', 16_400),
      leaking('heapUsedBytes', 200),
      leaking('rssBytes', 17_000),
    ]);
    expect(names(findings)).to.deep.equal(['arrayBuffersBytes']);
  });

  it('names the heap when it carries the growth', () => {
    expect(names(findingsOf([leaking('arrayBuffersBytes', 80), leaking('heapUsedBytes', 9_000)]))).to.deep.equal([
      'heapUsedBytes',
    ]);
  });

  it('names resident memory only where nothing more precise leaks', () => {
    expect(names(findingsOf([leaking('heapUsedBytes', 100), leaking('rssBytes', 9_000)]))).to.deep.equal([
      'heapUsedBytes',
    ]);
    expect(names(findingsOf([judgedAs('clean', 'heapUsedBytes', 1), leaking('rssBytes', 9_000)]))).to.deep.equal([
      'rssBytes',
    ]);
  });

  it('lists neither clean metrics nor shrinking ones as costs', () => {
    const [finding] = findingsOf([
      leaking('fds', 1),
      judgedAs('clean', 'heapUsedBytes', 3),
      judgedAs('inconclusive', 'rssBytes', -9),
    ]);
    expect(costs(finding)).to.deep.equal([]);
  });

  it('names handles only where nothing else is lost, and takes them for part of what is', () => {
    expect(names(findingsOf([leaking('handles.Timeout', 1)]))).to.deep.equal(['handles.Timeout']);
    expect(names(findingsOf([leaking('fds', 1), leaking('handles.FSReqCallback', 5)]))).to.deep.equal(['fds']);
  });

  it('gives each kind of leak the advice for it', () => {
    const adviceOf = (metric: MetricId) => findingsOf([leaking(metric, 1)])[0]?.advice;
    expect(adviceOf('handles.Timeout')).to.contain('Clear timers');
    expect(adviceOf('fds')).to.not.equal(adviceOf('handles.Timeout'));
  });

  it('lets three quarters of the fastest growth name the finding, by the more precise metric', () => {
    const namesOf = (buffers: number) =>
      names(findingsOf([leaking('externalBytes', 10_000), leaking('arrayBuffersBytes', buffers)]));
    expect(namesOf(7_600)).to.deep.equal(['arrayBuffersBytes']);
    expect(namesOf(7_400)).to.deep.equal(['externalBytes']);
  });

  it('lists costs with the first finding only, above their own tolerance, resident memory only where it accuses', () => {
    const costsBeside = (...others: readonly MetricJudgement[]) => costs(findingsOf([leaking('fds', 1), ...others])[0]);
    const heap = (rate: number) => judgedAs('inconclusive', 'heapUsedBytes', rate, { tolerance: 32 });
    expect(costsBeside(heap(40))).to.deep.equal(['heapUsedBytes']);
    expect(costsBeside(heap(30))).to.deep.equal([]);
    expect(costsBeside(judgedAs('inconclusive', 'rssBytes', 9_000))).to.deep.equal([]);
    expect(costsBeside(leaking('rssBytes', 9_000))).to.deep.equal(['rssBytes']);
    const [, second] = findingsOf([leaking('pg.connections', 1), leaking('redis.connections', 1), heap(40)]);
    expect(second?.metric).to.equal('redis.connections');
    expect(costs(second)).to.deep.equal([]);
  });

  it('projects the limit that the leak or its costs hit first', () => {
    const limits = { connections: { postgres: 97 }, fileLimit: 60 };
    const near = literalRecording({ 'pg.connections': 17, fds: 20 }, [], { limits });
    const metrics = [leaking('pg.connections', 1), leaking('fds', 1)];
    const [finding] = groupFindings(near, 'GET /', metrics, defaultSettings, '2026-06-15');
    expect(finding?.projection).to.deep.equal({ limit: 'open files limit 60', requestsLeft: 40 });
    const [alone] = groupFindings(near, 'GET /', [leaking('pg.connections', 1)], defaultSettings, '2026-06-15');
    expect(alone?.projection).to.deep.equal({ limit: 'max_connections=100', requestsLeft: 80 });
  });

  it('makes no finding of a leak without a rate', () => {
    expect(findingsOf([judgedAs('leaking', 'fds', 1, { perRequest: null })])).to.deep.equal([]);
  });

  it('finds nothing where nothing leaks', () => {
    expect(findingsOf([judgedAs('inconclusive', 'fds', 1), judgedAs('clean', 'heapUsedBytes', 2)])).to.deep.equal([]);
  });

  it('has the same fingerprint at any rate and in any company', () => {
    const [alone] = findingsOf([leaking('fds', 1)]);
    const [another] = findingsOf([leaking('fds', 0.01), leaking('heapUsedBytes', 100)]);
    expect(alone?.fingerprint).to.equal(another?.fingerprint);
  });

  describe('with an ignore rule', () => {
    const rule = (until: string | null): IgnoreRule => ({
      fingerprint: fingerprintOf('GET /', 'fds'),
      reason: 'known since March',
      until,
    });
    const ignoredOn = (today: string, until: string | null): string | null | undefined =>
      findingsOf([leaking('fds', 1)], [rule(until)], today)[0]?.ignored;

    it('marks the finding with the reason', () => {
      expect(ignoredOn('2026-06-15', null)).to.equal('known since March');
    });

    it('holds through its last day and not a day longer', () => {
      expect(ignoredOn('2026-06-30', '2026-06-30')).to.equal('known since March');
      expect(ignoredOn('2026-07-01', '2026-06-30')).to.equal(null);
    });

    it('does not touch another finding', () => {
      expect(findingsOf([leaking('redis.connections', 1)], [rule(null)])[0]?.ignored).to.equal(null);
    });
  });
});
