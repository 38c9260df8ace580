import { expect } from 'chai';
import { findSymptoms } from '../../../../src/analysis/analyze.js';
import type { EndpointLoad, Slowdown } from '../../../../src/model/endpoint-load.js';
import type { MetricReadings } from '../../../../src/model/metrics/catalogue.js';
import type { SessionState, TargetRecording } from '../../../../src/model/recording.js';
import { sampleEndpoint } from '../../../fixtures/report/sample-result.js';
import { type LiteralBlock, literalRecording } from '../../../support/literal-recording.js';

interface Situation {
  readonly floors?: readonly MetricReadings[];
  readonly samples?: readonly MetricReadings[];
  readonly states?: readonly SessionState[];
  readonly firstFailure?: string;
  readonly load?: Partial<EndpointLoad>;
}

const limits = { connections: { postgres: 97, redis: 100 } };

function recordingOf({ floors = [{}, {}, {}, {}], samples = [], states, firstFailure }: Situation): TargetRecording {
  const [first = {}, ...others] = floors;
  const load: LiteralBlock['load'] = firstFailure === undefined ? {} : { firstFailure };
  const blocks = others.map((floor) => ({ endpoint: 'GET /', requests: 10, floor, load }));
  const recording = literalRecording(first, blocks, { limits });
  const target = recording.target.name;
  return {
    ...recording,
    samples: samples.map((metrics, index) => ({ type: 'sample', target, atMs: 200 * index, requests: 0, metrics })),
    sessions: states === undefined ? [] : [{ type: 'sessions', target, atMs: 9_000, service: 'postgres', states }],
  };
}

const symptomsOf = (situation: Situation) => {
  const usual = sampleEndpoint('GET /');
  const endpoint = { ...usual, load: { ...usual.load, ...situation.load } };
  return findSymptoms(recordingOf(situation), [endpoint]);
};
const codesOf = (situation: Situation): readonly string[] => symptomsOf(situation).map(({ code }) => code);
const many = (metric: string, values: readonly number[]): readonly MetricReadings[] =>
  values.map((value) => ({ [metric]: value }));

describe('findSymptoms', () => {
  it('finds none in a run without trouble', () => {
    expect(symptomsOf({ samples: many('pg.connections', [1, 10, 10]), floors: many('pool.waiting', [0, 0]) })).to.be
      .empty;
  });

  it('sees connections at four fifths of what can be had, under load or at rest', () => {
    expect(codesOf({ samples: many('pg.connections', [4, 77]) })).to.deep.equal([]);
    const [symptom] = symptomsOf({ samples: many('pg.connections', [4, 78, 5]) });
    expect(symptom?.code).to.equal('pg-connections-near-limit');
    expect(symptom?.seen).to.include('Up to 78').and.include('of 97').and.include('max_connections=100');
    expect(codesOf({ floors: many('redis.connections', [2, 80]) })).to.deep.equal(['redis-connections-near-limit']);
  });

  it('sees that a server was full, in the words of the answers', () => {
    const full = 'GET / answered 500: {"error":"sorry, too many clients already"}';
    expect(codesOf({ firstFailure: full })).to.deep.equal(['pg-too-many-clients']);
    const slots = 'remaining connection slots are reserved for roles with the SUPERUSER attribute';
    expect(codesOf({ firstFailure: slots })).to.deep.equal(['pg-too-many-clients']);
    expect(codesOf({ firstFailure: 'ERR max number of clients reached' })).to.deep.equal(['redis-too-many-clients']);
    expect(codesOf({ firstFailure: 'GET / answered 500: no tea' })).to.deep.equal([]);
  });

  it('sees transactions that stay open at rest, not one that a floor met', () => {
    const open: SessionState = { state: 'idle in transaction', count: 2, overMinute: 0, longestSeconds: 14 };
    const floors = many('pg.idleInTransaction', [0, 1, 2, 3]);
    const [symptom] = symptomsOf({ floors, states: [open] });
    expect(symptom?.code).to.equal('pg-idle-in-transaction');
    expect(symptom?.seen).to.equal('1 PostgreSQL session stayed idle in a transaction at rest, the longest for 14 s.');
    expect(codesOf({ floors: many('pg.idleInTransaction', [0, 1, 0, 1]) })).to.deep.equal([]);
  });

  it('sees sessions idle for over a minute', () => {
    const idle = (overMinute: number): SessionState => ({ state: 'idle', count: 9, overMinute, longestSeconds: 400 });
    const [symptom] = symptomsOf({ states: [idle(3)] });
    expect(symptom?.code).to.equal('pg-idle-sessions');
    expect(symptom?.seen).to.include('3 PostgreSQL sessions').and.include('400 s');
    expect(symptom?.remedies.map(({ text }) => text).join()).to.include('pg_terminate_backend(pid)');
    expect(codesOf({ states: [idle(0)] })).to.deep.equal([]);
  });

  it('sees requests that wait for a pool, but not a moment of it', () => {
    const pool = (waiting: readonly number[]) => waiting.map((count) => ({ 'pool.waiting': count, 'pool.max': 10 }));
    const [symptom] = symptomsOf({ samples: pool([0, 42, 3, 1, 0]) });
    expect(symptom?.code).to.equal('pool-waiting');
    expect(symptom?.seen).to.include('Up to 42').and.include('10 clients').and.include('3 of 5 readings');
    expect(codesOf({ samples: pool([0, 42, 3, 0]) })).to.deep.equal([]);
  });

  it("tells a proxy's answers from the service's own", () => {
    const byStatus = { '200': 80, '429': 9, '502': 5, '504': 6 };
    const behind = symptomsOf({ load: { ok: 80, byStatus, fromProxy: { '429': 9, '504': 6 } } });
    expect(behind.map(({ seen }) => seen)).to.deep.equal([
      'The proxy itself answered 6 requests with 504 Gateway Timeout.',
      'The proxy itself answered 9 requests with 429 Too Many Requests.',
    ]);
    expect(behind.flatMap(({ remedies }) => remedies.map(({ text }) => text)).join('\n'))
      .to.include('proxy_read_timeout')
      .and.include('limit_req zone');
    const unknown = symptomsOf({ load: { ok: 80, byStatus, fromProxy: null } });
    expect(unknown.map(({ code }) => code)).to.deep.equal(['http-502', 'http-504', 'http-429']);
    expect(codesOf({ load: { ok: 1, byStatus: { '503': 9 }, fromProxy: null } })).to.deep.equal([]);
    expect(codesOf({ load: { ok: 1, byStatus: { '503': 9 }, fromProxy: { '503': 9 } } })).to.deep.equal(['http-503']);
    expect(unknown[0]?.seen).to.include('The service, or a proxy in front of it,');
  });

  it('says nothing of answers that the endpoint is expected to give', () => {
    expect(codesOf({ load: { sent: 50, ok: 50, byStatus: { '503': 50 } } })).to.deep.equal([]);
  });

  it('tells apart endpoints that work longer and those that only answer later', () => {
    const early = { requests: 1_000, latencyP50Ms: 1.24, cpuMsPerRequest: 0.12 };
    const slow = (id: string, slowdown: Slowdown | null) => ({ ...sampleEndpoint(id), slowdown });
    const found = findSymptoms(recordingOf({}), [
      slow('GET /a', {
        figure: 'cpuMsPerRequest',
        early,
        late: { requests: 20_000, latencyP50Ms: 4.9, cpuMsPerRequest: 0.5 },
      }),
      slow('GET /b', null),
      slow('GET /c', {
        figure: 'latencyP50Ms',
        early,
        late: { requests: 9_000, latencyP50Ms: 12, cpuMsPerRequest: null },
      }),
      sampleEndpoint('GET /d'),
    ]);
    expect(found.map(({ code, seen }) => [code, seen])).to.deep.equal([
      [
        'works-longer-with-requests',
        'GET /a slows down with requests: p50 1.2 ms after 1,000 requests, 4.9 ms after 20,000 requests; CPU of the service 0.12 ms, then 0.50 ms per request.',
      ],
      [
        'answers-later-with-requests',
        'GET /c slows down with requests: p50 1.2 ms after 1,000 requests, 12.0 ms after 9,000 requests.',
      ],
    ]);
    expect(found[1]?.advice).to.include('without an index');
  });
});
