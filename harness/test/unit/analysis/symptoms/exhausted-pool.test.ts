import { expect } from 'chai';
import { findSymptoms } from '../../../../src/analysis/analyze.js';
import { exhaustedPool } from '../../../../src/analysis/symptoms/exhausted-pool.js';
import { withPoolAdvice } from '../../../../src/analysis/symptoms/pool-symptoms.js';
import type { LoadResult } from '../../../../src/model/load.js';
import type { MetricReadings } from '../../../../src/model/metrics/catalogue.js';
import type { TargetRecording } from '../../../../src/model/recording.js';
import { sampleEndpoint } from '../../../fixtures/report/sample-result.js';
import { type LiteralBlock, literalRecording } from '../../../support/literal-recording.js';

const endpoint = 'GET /users';
const idle: MetricReadings = { 'pg.connections': 10, 'pg.idle': 10, 'pg.active': 0, 'pg.idleInTransaction': 0 };
const good = { endpoint, requests: 100, floor: idle };
const late: Partial<LoadResult> = {
  ok: 0,
  timeouts: 8,
  statuses: {},
  firstFailure: 'GET /users was not answered within 1000 ms',
};
const silent: LiteralBlock = { endpoint, requests: 8, floor: idle, load: late };

interface Changes {
  readonly sampled?: readonly number[];
  /** Sockets to another service, at the floor after each block. */
  readonly elsewhere?: readonly number[];
}

/** Connections as they are sampled in each block, and as the floors have them. */
function recorded(blocks: readonly LiteralBlock[], { sampled, elsewhere = [] }: Changes = {}): TargetRecording {
  const recording = literalRecording(idle, blocks);
  const target = recording.target.name;
  const readings = sampled ?? blocks.map(() => 10);
  return {
    ...recording,
    floors: recording.floors.map((floor, index) => ({
      ...floor,
      socketsByPeer: { '127.0.0.1:5432': 10, inbound: 8, '10.0.0.9:443': elsewhere[index - 1] ?? 0 },
    })),
    samples: readings.map((value, index) => ({
      type: 'sample',
      target,
      atMs: 1_000 * index + 500,
      requests: 0,
      metrics: { 'pg.connections': value },
    })),
  };
}

const found = (blocks: readonly LiteralBlock[], changes?: Changes) =>
  exhaustedPool(recorded(blocks, changes), endpoint);

describe('analysis/symptoms/exhausted-pool', () => {
  it('is seen where requests wait for good while all connections are open and idle', () => {
    expect(found([good, good, silent, silent])).to.deep.equal({
      endpoint,
      service: 'postgres',
      connections: 10,
      answered: 200,
    });
  });

  it('is seen where the pool itself says so, in a block that began well', () => {
    const firstFailure = 'GET /users answered 500: timeout exceeded when trying to connect';
    const refused = { ...silent, load: { ok: 0, unexpected: 8, statuses: { 500: 8 }, firstFailure } };
    const partly = { ...good, load: { ok: 60, unexpected: 40, statuses: { 200: 60, 500: 40 }, firstFailure } };
    expect(found([good, partly, refused])).to.include({ connections: 10, answered: 160 });
  });

  const innocent: Readonly<Record<string, readonly [blocks: readonly LiteralBlock[], changes?: Changes]>> = {
    'answers all the time': [[good, good]],
    'never answered': [[silent, silent]],
    'answers again': [[good, silent, good]],
    'is slow, and has statements under way': [[good, { ...silent, floor: { ...idle, 'pg.active': 8, 'pg.idle': 2 } }]],
    'waits for a lock that an open transaction holds': [
      [good, { ...silent, floor: { ...idle, 'pg.idleInTransaction': 1, 'pg.idle': 9 } }],
    ],
    'opens connections meanwhile': [[good, silent, silent], { sampled: [10, 10, 11] }],
    'has fewer connections afterwards': [[good, { ...silent, floor: { ...idle, 'pg.connections': 4, 'pg.idle': 4 } }]],
    'waits for another service': [[good, silent], { elsewhere: [0, 8] }],
    'is refused by a rate limit': [
      [
        good,
        { ...silent, load: { ok: 0, unexpected: 8, statuses: { 429: 8 }, firstFailure: 'GET /users answered 429' } },
      ],
    ],
    'was not sampled': [[good, silent], { sampled: [] }],
  };
  for (const [what, [blocks, changes]] of Object.entries(innocent)) {
    it(`is not seen in a service that ${what}`, () => expect(found(blocks, changes)).to.equal(null));
  }

  it('is not seen without a database', () => {
    const none = { 'pg.connections': 0, 'pg.idle': 0 };
    expect(
      exhaustedPool(
        literalRecording(none, [
          { ...good, floor: none },
          { ...silent, floor: none },
        ]),
        endpoint,
      ),
    ).to.equal(null);
  });

  it('is a symptom, unless a leak was found, and is said beside the advice', () => {
    const recording = recorded([good, silent]);
    const codes = (verdict: 'inconclusive' | 'leaking') =>
      findSymptoms(recording, [sampleEndpoint(endpoint, { verdict })]).map(({ code }) => code);
    expect(codes('inconclusive')).to.deep.equal(['pool-exhausted']);
    expect(codes('leaking')).to.deep.equal([]);
    const advised = withPoolAdvice(
      recording,
      sampleEndpoint(endpoint, { verdict: 'inconclusive', advice: 'It fell silent.' }),
    );
    expect(advised.advice).to.match(/^It fell silent\. Meanwhile 10 PostgreSQL connections .* no client left/);
    const leaking = sampleEndpoint(endpoint, { verdict: 'leaking', advice: 'x' });
    expect(withPoolAdvice(recording, leaking)).to.equal(leaking);
  });
});
