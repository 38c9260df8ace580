import { expect } from 'chai';
import { projectLimit } from '../../../../src/analysis/findings/projection.js';
import type { Limits } from '../../../../src/model/limits.js';
import type { FloorRecord } from '../../../../src/model/readings.js';
import type { TargetRecording } from '../../../../src/model/recording.js';
import { MiB } from '../../../../src/model/units.js';
import { literalRecording } from '../../../support/literal-recording.js';

const limits: Partial<Limits> = {
  connections: { postgres: 97, redis: 10_000 },
  fileLimit: 1_024,
  heapLimitBytes: 512 * MiB,
  settings: { 'pg.connections': 'max_connections=100', 'redis.connections': 'maxclients=10000' },
};
const floor = { 'pg.connections': 14, fds: 24, heapUsedBytes: 12 * MiB, 'pool.checkedOut': 4, 'pool.max': 10 };
const recording = literalRecording(floor, [], { limits });

describe('projectLimit', () => {
  it('counts the requests that are left, by the limit as it is configured', () => {
    expect(projectLimit(recording, [{ metric: 'pg.connections', perRequest: 1 }])).to.deep.equal({
      limit: 'max_connections=100',
      requestsLeft: 83,
    });
  });

  it('takes the limit that is hit first', () => {
    const rates = [
      { metric: 'fds', perRequest: 20 },
      { metric: 'pg.connections', perRequest: 1 },
    ] as const;
    expect(projectLimit(recording, rates)).to.deep.equal({ limit: 'open files limit 1024', requestsLeft: 50 });
  });

  it('names the heap limit in megabytes', () => {
    expect(projectLimit(recording, [{ metric: 'heapUsedBytes', perRequest: 1_024 }])).to.deep.equal({
      limit: 'heap limit 512 MB',
      requestsLeft: 512_000,
    });
  });

  it('does not add up the limits of several processes: the one that grows most comes to its own', () => {
    const inProcesses = (...heaps: readonly number[]): TargetRecording['floors'][number] => ({
      ...(recording.floors[0] as FloorRecord),
      metrics: { heapUsedBytes: heaps.reduce((sum, heap) => sum + heap, 0) },
      processes: heaps.map((heapUsedBytes, pid) => ({
        pid,
        label: 'node',
        role: 'process',
        metrics: { heapUsedBytes },
      })),
    });
    const rate = [{ metric: 'heapUsedBytes', perRequest: MiB }] as const;
    const oneGrows = { ...recording, floors: [inProcesses(12 * MiB, 20 * MiB), inProcesses(112 * MiB, 20 * MiB)] };
    expect(projectLimit(oneGrows, rate)).to.deep.equal({
      limit: 'heap limit 512 MB of one process',
      requestsLeft: 400,
    });
    const bothGrow = { ...recording, floors: [inProcesses(12 * MiB, 12 * MiB), inProcesses(112 * MiB, 112 * MiB)] };
    expect(projectLimit(bothGrow, rate)?.requestsLeft).to.equal(800);
  });

  it('takes a pool by its own size', () => {
    expect(projectLimit(recording, [{ metric: 'pool.checkedOut', perRequest: 0.5 }])).to.deep.equal({
      limit: 'pool size 10',
      requestsLeft: 12,
    });
  });

  it('leaves nothing when the limit is already passed', () => {
    const full = literalRecording({ fds: 2_000 }, [], { limits });
    expect(projectLimit(full, [{ metric: 'fds', perRequest: 1 }])?.requestsLeft).to.equal(0);
  });

  it('has nothing to say without a limit, a reading or a growth', () => {
    expect(projectLimit(recording, [{ metric: 'sockets', perRequest: 1 }])).to.equal(null);
    expect(projectLimit(recording, [{ metric: 'redis.connections', perRequest: 1 }])).to.equal(null);
    expect(projectLimit(recording, [{ metric: 'fds', perRequest: 0 }])).to.equal(null);
    expect(projectLimit({ ...recording, start: null }, [{ metric: 'fds', perRequest: 1 }])).to.equal(null);
  });
});
