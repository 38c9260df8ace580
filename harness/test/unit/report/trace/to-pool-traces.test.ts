import { expect } from 'chai';
import type { PoolReading, SampleRecord } from '../../../../src/model/readings.js';
import { toPoolTraces } from '../../../../src/report/trace/to-pool-traces.js';

function reading(details: Partial<PoolReading>): PoolReading {
  return { pid: 7, pool: 'pg-1', total: 1, idle: 1, waiting: 0, max: 10, ...details };
}

const sample = (atMs: number, ...pools: readonly PoolReading[]): SampleRecord => ({
  type: 'sample',
  target: 'a',
  atMs,
  requests: 0,
  metrics: {},
  ...(pools.length === 0 ? {} : { pools }),
});

const free = (pid: number): Partial<PoolReading> => ({ backends: { checkedOut: [], idle: [pid] } });
const out = (pid: number): Partial<PoolReading> => ({ idle: 0, backends: { checkedOut: [pid], idle: [] } });

describe('toPoolTraces', () => {
  it('has nothing where no pool was seen', () => {
    expect(toPoolTraces([sample(0), sample(200)])).to.deep.equal([]);
  });

  it('joins readings of the same state, and lets the last count until the next reading', () => {
    const [trace] = toPoolTraces([
      sample(0, reading(free(41))),
      sample(200, reading(out(41))),
      sample(400, reading(out(41))),
      sample(600, reading(free(41))),
      sample(800, reading({ total: 0, idle: 0, backends: { checkedOut: [], idle: [] } })),
    ]);
    expect(trace?.connections).to.deep.equal([
      {
        backendPid: 41,
        spans: [
          { fromMs: 0, toMs: 200, isCheckedOut: false },
          { fromMs: 200, toMs: 600, isCheckedOut: true },
          { fromMs: 600, toMs: 800, isCheckedOut: false },
        ],
      },
    ]);
    expect([trace?.fromMs, trace?.toMs]).to.deep.equal([0, 800]);
  });

  it('keeps a gauge where it changes, and its last moment', () => {
    const [trace] = toPoolTraces([
      sample(0, reading({})),
      sample(200, reading({})),
      sample(400, reading({ total: 3, idle: 1, waiting: 2 })),
      sample(600, reading({ total: 3, idle: 1, waiting: 2 })),
      sample(800, reading({ total: 3, idle: 1, waiting: 2 })),
    ]);
    expect(trace?.gauges).to.deep.equal({
      atMs: [0, 400, 800],
      total: [1, 3, 3],
      checkedOut: [0, 2, 2],
      waiting: [0, 2, 2],
    });
  });

  it('tells pools of different processes apart, and a connection of a pool that does not list them from none', () => {
    const traces = toPoolTraces([sample(0, reading({}), reading({ pid: 8 }), reading({ pool: 'pg-2', ...free(5) }))]);
    expect(traces.map(({ pid, pool, connections }) => [pid, pool, connections.length])).to.deep.equal([
      [7, 'pg-1', 0],
      [8, 'pg-1', 0],
      [7, 'pg-2', 1],
    ]);
  });

  it('lists as many connections as can be read, and counts the rest', () => {
    const samples = Array.from({ length: 40 }, (_, index) => sample(index * 200, reading(free(100 + index))));
    const [trace] = toPoolTraces(samples);
    expect(trace?.connections).to.have.length(32);
    expect(trace?.unlisted).to.equal(8);
  });
});
