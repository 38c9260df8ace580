import { expect } from 'chai';
import { describeBeforeFirstRequest } from '../../../labs/pool/libraries/before-first-request.js';
import { toFoundLibraries } from '../../../labs/pool/libraries/find-libraries.js';
import { toPicture } from '../../../labs/pool/libraries/play-scene.js';
import { poolEventsOf, readSceneLine, type SceneLine } from '../../../labs/pool/libraries/read-scene-line.js';
import { burst, pause, repeat } from '../../../labs/pool/libraries/scene.js';

/** A pool that opens a connection at once; a request comes later; what is closed after the end is not in the picture. */
const lines: readonly SceneLine[] = [
  { kind: 'began', epochMs: 1_000 },
  { atMs: 0, kind: 'opening', connection: 1 },
  { atMs: 10, kind: 'opened', connection: 1 },
  { atMs: 12, kind: 'gauge', total: 1, idle: 1, waiting: 0 },
  { atMs: 50, kind: 'asked', request: 1 },
  { atMs: 51, kind: 'given', request: 1, connection: 1 },
  { atMs: 90, kind: 'returned', request: 1, connection: 1 },
  { atMs: 100, kind: 'end' },
  { atMs: 101, kind: 'gauge', total: 0, idle: 0, waiting: 0 },
  { atMs: 102, kind: 'closed', connection: 1, reason: 'end' },
];

const serverCounts = [
  { atMs: -1, connections: 9 },
  { atMs: 20, connections: 1 },
  { atMs: 60, connections: 2 },
  { atMs: 110, connections: 0 },
];

describe('the pools of Python’s libraries', () => {
  it('are drawn from what their programs wrote until the last step', () => {
    const picture = toPicture({ title: 'a pool', settings: { min_size: 1 } }, { lines, serverCounts });
    expect(picture.timeline.connections[0]?.spans.map(({ phase }) => phase)).to.deep.equal([
      'opening',
      'idle',
      'busy',
      'idle',
    ]);
    expect(picture.gauges).to.deep.equal([{ atMs: 12, total: 1, idle: 1, waiting: 0 }]);
    expect(picture.summary).to.deep.include({ opened: 1, closed: 0, served: 1, serverPeak: 2, serverAtEnd: 2 });
    expect(describeBeforeFirstRequest(picture)).to.equal('a pool: 1 opened, 1 on the server then');
  });

  it('are not drawn when the program did not reach its end', () => {
    const cut = lines.filter(({ kind }) => kind !== 'end');
    expect(() => toPicture({ title: 'a pool', settings: {} }, { lines: cut, serverCounts })).to.throw('to its end');
  });

  it('have only events of the pool in their time line', () => {
    expect(poolEventsOf(lines).map(({ kind }) => kind)).to.deep.equal([
      'opening',
      'opened',
      'asked',
      'given',
      'returned',
      'closed',
    ]);
  });

  it('refuse a line that is no event', () => {
    expect(readSceneLine('{"kind":"end","atMs":3}')).to.deep.equal({ kind: 'end', atMs: 3 });
    for (const text of ['3', 'null', '{}']) expect(() => readSceneLine(text)).to.throw('no event');
  });

  it('repeat steps in their order', () => {
    expect(repeat(2, burst(1, 20), pause(5))).to.deep.equal([burst(1, 20), pause(5), burst(1, 20), pause(5)]);
  });

  it('are found by what can be imported', () => {
    const { versions, missing } = toFoundLibraries(
      'sqlalchemy 1.4.46\npsycopg2 2.9.5\nasyncpg 0.27.0\npython 3.11.2\n',
    );
    expect(versions).to.deep.equal({
      SQLAlchemy: 'SQLAlchemy 1.4.46 with psycopg2 2.9.5, Python 3.11.2',
      asyncpg: 'asyncpg 0.27.0, Python 3.11.2',
    });
    expect(missing).to.equal(null);
  });

  it('say what to install when something is missing, and leave out only what needs it', () => {
    const { versions, missing } = toFoundLibraries('sqlalchemy 1.4.46\nasyncpg 0.27.0\npython 3.11.2\n');
    expect(Object.keys(versions)).to.deep.equal(['asyncpg']);
    expect(missing).to.include('apt-get install python3-psycopg2.');
    expect(toFoundLibraries('').missing).to.include(
      'apt-get install python3 python3-sqlalchemy python3-psycopg2 python3-asyncpg.',
    );
  });
});
