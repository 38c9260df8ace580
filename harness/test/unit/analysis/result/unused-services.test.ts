import { expect } from 'chai';
import { unusedServiceWarnings } from '../../../../src/analysis/result/unused-services.js';
import type { MetricReadings } from '../../../../src/model/metrics/catalogue.js';
import type { TargetRecording, UsageRecord } from '../../../../src/model/recording.js';
import type { EndpointResult } from '../../../../src/model/result.js';
import { literalRecording } from '../../../support/literal-recording.js';

const none: MetricReadings = { 'pg.connections': 0, 'redis.connections': 0 };

const usage = (service: UsageRecord['service'], opened: number | null): UsageRecord => ({
  type: 'usage',
  target: 'literal',
  atMs: 5_000,
  service,
  opened,
});

const recordingOf = (floors: readonly MetricReadings[], changes: Partial<TargetRecording> = {}): TargetRecording => ({
  ...literalRecording(
    none,
    floors.map((floor) => ({ endpoint: 'GET /', requests: 10, floor })),
  ),
  usage: [usage('postgres', 0)],
  ...changes,
});

const sampled = (metrics: MetricReadings): Pick<TargetRecording, 'samples'> => ({
  samples: [{ type: 'sample', target: 'literal', atMs: 100, requests: 1, metrics }],
});

/** Endpoints of which so many requests succeeded. */
const answered = (...ok: readonly number[]): readonly EndpointResult[] =>
  ok.map((count) => ({ load: { ok: count } }) as EndpointResult);

const codesOf = (recording: TargetRecording, endpoints = answered(10)): readonly string[] =>
  unusedServiceWarnings(recording, endpoints).map(({ code }) => code);

describe('unusedServiceWarnings', () => {
  it('names a service that nobody came to, and the variables to set', () => {
    const [warning, ...others] = unusedServiceWarnings(recordingOf([none, none], sampled(none)), answered(0, 10));
    expect(others).to.deep.equal([]);
    expect(warning?.code).to.equal('SERVICE_UNUSED');
    expect(warning?.message).to.include('literal may be using another database: it never connected to the PostgreSQL');
    expect(warning?.message)
      .to.include('DATABASE_URL')
      .and.include('PGHOST')
      .and.include("DB_HOST: '${postgres.host}'");
  });

  it('names each service by itself', () => {
    const both = recordingOf([none], { usage: [usage('postgres', 3), usage('redis', 0)] });
    const [warning, ...others] = unusedServiceWarnings(both, answered(10));
    expect(others).to.deep.equal([]);
    expect(warning?.message).to.include('another Redis').and.include('REDIS_URL');
  });

  it('says nothing where somebody came and went between floors', () => {
    expect(codesOf(recordingOf([none], { usage: [usage('postgres', 1)] }))).to.deep.equal([]);
  });

  it('says nothing where somebody was there all the time', () => {
    expect(codesOf(recordingOf([none, { 'pg.connections': 1 }]))).to.deep.equal([]);
    // Seen by the server and not by the target's sockets: on a Unix socket, or another client's.
    expect(codesOf(recordingOf([none], sampled({ 'pg.connections': 1 })))).to.deep.equal([]);
  });

  it('says nothing where that is not known', () => {
    expect(codesOf(recordingOf([none], { usage: [usage('postgres', null)] }))).to.deep.equal([]);
    expect(codesOf(recordingOf([none], { usage: [] }))).to.deep.equal([]);
    const { usage: _usage, ...earlier } = recordingOf([none]);
    expect(codesOf(earlier)).to.deep.equal([]);
    expect(codesOf({ ...recordingOf([{}]), floors: [], samples: [] })).to.deep.equal([]);
  });

  it('says nothing where no request ever succeeded', () => {
    expect(codesOf(recordingOf([none]), answered(0, 0))).to.deep.equal([]);
    expect(codesOf(recordingOf([none]), [])).to.deep.equal([]);
  });
});
