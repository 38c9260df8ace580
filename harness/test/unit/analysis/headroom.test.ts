import { expect } from 'chai';
import { endpointBlocks } from '../../../src/analysis/endpoint-blocks.js';
import {
  isHeadroomSpent,
  requestsThatFitAll,
  requestsThatFitTogether,
  roomAtFirst,
} from '../../../src/analysis/headroom.js';
import type { Limits } from '../../../src/model/limits.js';
import type { MetricId, MetricReadings } from '../../../src/model/metrics/catalogue.js';
import { type LiteralBlock, literalRecording } from '../../support/literal-recording.js';

/** Requests that fit after these blocks, each of them `requests` long, with these levels at the floors. */
function fitting(levels: readonly MetricReadings[], limits: Partial<Limits>, requests = 10): number {
  const [first = {}, ...after] = levels;
  const blocks = after.map((floor): LiteralBlock => ({ endpoint: 'GET /', requests, floor }));
  return requestsThatFitAll(literalRecording(first, blocks, { limits }), 'GET /');
}

describe('requestsThatFitAll', () => {
  it('leaves each of several processes the limit of its own', () => {
    const limits = { heapLimitBytes: 100 * 2 ** 20, fileLimit: 120 };
    const recording = literalRecording({ heapUsedBytes: 180 * 2 ** 20, fds: 200 }, [], { limits });
    const floors = recording.floors.map((floor) => ({
      ...floor,
      processes: [1, 2, 3].map((pid) => ({
        pid,
        label: `worker ${pid}`,
        role: 'worker' as const,
        metrics: { heapUsedBytes: 60 * 2 ** 20, fds: 20 },
      })),
    }));
    expect(requestsThatFitAll({ ...recording, floors }, 'GET /')).to.equal(20);
  });

  it('assumes one lost thing per request while nothing is known, and leaves half of the room', () => {
    expect(fitting([{ 'pg.connections': 20 }], { connections: { postgres: 100 } })).to.equal(40);
    expect(fitting([{ fds: 20 }], { fileLimit: 120 })).to.equal(50);
  });

  it('assumes a mebibyte per request of memory', () => {
    expect(fitting([{ heapUsedBytes: 0 }], { heapLimitBytes: 100 * 2 ** 20 })).to.equal(50);
    expect(fitting([{ rssBytes: 0 }], { memoryBytes: 100 * 2 ** 20 })).to.equal(50);
  });

  it('trusts requests that lost nothing, by the rule of three', () => {
    // 3 ÷ (27 + 3) = 0.1 per request at most, and 40 connections of room to use.
    expect(fitting([{ fds: 20 }, { fds: 20 }], { fileLimit: 100 }, 27)).to.equal(400);
  });

  it('never assumes less than was seen', () => {
    // 20 of 10 requests are 2 per request; the prior alone would say (20 + 3) ÷ 13 = 1.8.
    expect(fitting([{ fds: 20 }, { fds: 40 }], { fileLimit: 140 })).to.equal(25);
  });

  it('does not count what went away against what was lost', () => {
    expect(fitting([{ fds: 40 }, { fds: 60 }, { fds: 40 }], { fileLimit: 140 })).to.equal(50);
  });

  it('takes the limit that is nearest', () => {
    const limits = { connections: { postgres: 100 }, fileLimit: 60 };
    expect(fitting([{ 'pg.connections': 20, fds: 20 }], limits)).to.equal(20);
  });

  it('has no bound without a limit, a reading or a start', () => {
    expect(fitting([{ fds: 20 }], {})).to.equal(Number.POSITIVE_INFINITY);
    expect(fitting([{ fds: 20 }], { fileLimit: Number.POSITIVE_INFINITY })).to.equal(Number.POSITIVE_INFINITY);
    expect(fitting([{ sockets: 20 }], { fileLimit: 60 })).to.equal(Number.POSITIVE_INFINITY);
    const recording = literalRecording({ fds: 20 }, [], { limits: { fileLimit: 60 } });
    expect(requestsThatFitAll({ ...recording, start: null }, 'GET /')).to.equal(Number.POSITIVE_INFINITY);
    expect(requestsThatFitAll({ ...recording, floors: [] }, 'GET /')).to.equal(Number.POSITIVE_INFINITY);
  });

  it('sends the one request that a pool of one allows, as long as it came back', () => {
    const pool = (checkedOut: number): MetricReadings => ({ 'pool.checkedOut': checkedOut, 'pool.max': 1 });
    expect(fitting([pool(0)], {})).to.equal(1);
    expect(fitting([pool(0), pool(1)], {}, 1)).to.equal(0);
    expect(fitting([pool(1)], {})).to.equal(0);
  });
});

describe('requestsThatFitTogether', () => {
  const fittingAfter = (growth: number): number => {
    const recording = literalRecording({ fds: 40 }, [], { limits: { fileLimit: 200 } });
    return requestsThatFitTogether(recording, () => [{ requests: 40, growth }]);
  };

  it('leaves all but a sixteenth of the room once something grew, and half of it before', () => {
    // One of each request was lost, and the prior is one of three more: 160 of room are left.
    expect(fittingAfter(40)).to.equal(10);
    // Three of 43 requests at most, by the rule of three.
    expect(fittingAfter(0)).to.equal(Math.floor(80 / (3 / 43)));
  });
});

describe('isHeadroomSpent', () => {
  const spent = (fds: number, metric: MetricId = 'fds'): boolean => {
    const block: LiteralBlock = { endpoint: 'GET /', requests: 10, floor: { fds } };
    const recording = literalRecording({ fds: fds - 10 }, [block], { limits: { fileLimit: 100 } });
    return isHeadroomSpent(recording, endpointBlocks(recording, 'GET /'), metric);
  };

  it('is so when a block twice as long would not fit', () => {
    // One lost per request: 40 of room hold the 20 requests of the next block, 38 do not.
    expect(spent(40)).to.equal(false);
    expect(spent(80)).to.equal(true);
  });

  it('is so for what is a descriptor, too, when descriptors run out', () => {
    for (const metric of ['sockets', 'redis.connections', 'handles.TCPSocketWrap', 'handles.PipeWrap'] as const) {
      expect([spent(40, metric), spent(80, metric)], metric).to.deep.equal([false, true]);
    }
  });

  it('is never so for a metric without a wall, or before the first block', () => {
    for (const metric of ['threads', 'handles.Timeout'] as const) expect(spent(80, metric)).to.equal(false);
    expect(isHeadroomSpent(literalRecording({ fds: 99 }, [], { limits: { fileLimit: 100 } }), [], 'fds')).to.equal(
      false,
    );
  });
});

describe('roomAtFirst', () => {
  const block: LiteralBlock = { endpoint: 'GET /', requests: 10, floor: { fds: 40, 'pg.connections': 30 } };
  const limits = { fileLimit: 120, connections: { postgres: 100 } };
  const recording = literalRecording({ fds: 20, 'pg.connections': 5 }, [block], { limits });
  const room = (metric: MetricId, endpoint = 'GET /') =>
    roomAtFirst(recording, endpointBlocks(recording, endpoint), metric);

  it('is what fitted before the nearest limit when the endpoint was first driven', () => {
    expect(room('fds')).to.equal(100);
    expect(room('sockets')).to.equal(100);
    expect(room('pg.connections')).to.equal(95);
  });

  it('is infinite where no limit is known, or nothing was driven', () => {
    expect(room('threads')).to.equal(Number.POSITIVE_INFINITY);
    expect(room('fds', 'GET /other')).to.equal(Number.POSITIVE_INFINITY);
  });
});
