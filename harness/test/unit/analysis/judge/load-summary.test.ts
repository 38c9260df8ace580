import { expect } from 'chai';
import { endpointBlocks } from '../../../../src/analysis/endpoint-blocks.js';
import {
  isEndpointBroken,
  isLoadSpoilt,
  isSilentAtEnd,
  summarizeLoad,
} from '../../../../src/analysis/judge/load-summary.js';
import type { LoadResult } from '../../../../src/model/load.js';
import { literalRecording } from '../../../support/literal-recording.js';

function blocksOf(...loads: readonly Partial<LoadResult>[]) {
  const blocks = loads.map((load) => ({ endpoint: 'GET /', requests: load.sent ?? 100, floor: {}, load }));
  return endpointBlocks(literalRecording({}, blocks), 'GET /');
}

describe('summarizeLoad', () => {
  it('adds up what was sent and how it went', () => {
    const first = { sent: 100, ok: 97, non2xx: 3, errors: 1, timeouts: 2 };
    const second = { sent: 50, ok: 50, non2xx: 4, errors: 5, timeouts: 6 };
    expect(summarizeLoad(blocksOf(first, second))).to.deep.include({
      sent: 150,
      ok: 147,
      failed: 3,
      non2xx: 7,
      errors: 6,
      timeouts: 8,
    });
  });

  it('takes speed and latency from the largest block, the newest of several', () => {
    const load = (sent: number, requestsPerSecond: number): Partial<LoadResult> => ({
      sent,
      requestsPerSecond,
      latencyMs: { p50: requestsPerSecond, p95: 2, p99: 3, max: 4 },
    });
    const summary = summarizeLoad(blocksOf(load(10, 1), load(100, 2), load(100, 3), load(50, 4)));
    expect(summary).to.deep.include({ requestsPerSecond: 3, latencyMs: { p50: 3, p95: 2, p99: 3 } });
  });

  it('gives the proxy what the target does not know of, block by block', () => {
    const first = { statuses: { '200': 90, '429': 10 }, byTarget: { '200': 90 } };
    // The target answered ten more than arrived: the proxy had given up on them.
    const second = { statuses: { '200': 40, '502': 3, '504': 10 }, byTarget: { '200': 50, '502': 1 } };
    const summary = summarizeLoad(blocksOf(first, second));
    expect(summary.byStatus).to.deep.equal({ '200': 130, '429': 10, '502': 3, '504': 10 });
    expect(summary.fromProxy).to.deep.equal({ '429': 10, '502': 2, '504': 10 });
    expect(summarizeLoad(blocksOf({ statuses: { '502': 3 } })).fromProxy).to.equal(null);
  });

  it('keeps the first failure', () => {
    const failures = [null, '500 Internal Server Error', 'connection reset'];
    const summary = summarizeLoad(blocksOf(...failures.map((firstFailure) => ({ firstFailure }))));
    expect(summary.firstFailure).to.equal('500 Internal Server Error');
  });

  it('is nothing where nothing was sent', () => {
    expect(summarizeLoad([])).to.deep.equal({
      sent: 0,
      ok: 0,
      failed: 0,
      non2xx: 0,
      errors: 0,
      timeouts: 0,
      requestsPerSecond: 0,
      latencyMs: { p50: 0, p95: 0, p99: 0 },
      byStatus: {},
      fromProxy: null,
      firstFailure: null,
    });
  });
});

describe('isLoadSpoilt', () => {
  it('tolerates one failure in a hundred', () => {
    expect(isLoadSpoilt(summarizeLoad(blocksOf({ sent: 200, ok: 198 })))).to.equal(false);
    expect(isLoadSpoilt(summarizeLoad(blocksOf({ sent: 200, ok: 197 })))).to.equal(true);
  });
});

describe('isSilentAtEnd', () => {
  const silent = { sent: 8, ok: 0, timeouts: 8 };

  it('is said where each connection waited in vain in the newest block, however many answers came before', () => {
    expect(isSilentAtEnd(blocksOf({ sent: 10_000, ok: 10_000 }, silent))).to.equal(true);
    expect(isSilentAtEnd(blocksOf(silent, { sent: 8, ok: 8 }))).to.equal(false);
    expect(isSilentAtEnd(blocksOf({ sent: 10_000, ok: 10_000 }, { sent: 8, ok: 0, errors: 8 }))).to.equal(true);
  });

  it('is not said of a slow answer or a lost one among others, or where nothing was sent', () => {
    expect(isSilentAtEnd(blocksOf({ sent: 800, ok: 799, timeouts: 1 }))).to.equal(false);
    expect(isSilentAtEnd(blocksOf({ sent: 8, ok: 7, errors: 1 }))).to.equal(false);
    expect(isSilentAtEnd(blocksOf({ sent: 0, ok: 0 }))).to.equal(false);
    expect(isSilentAtEnd([])).to.equal(false);
  });
});

describe('isEndpointBroken', () => {
  const broken = { sent: 100, ok: 49 };
  const working = { sent: 100, ok: 50 };

  it('takes three blocks in a row of which less than half worked', () => {
    expect(isEndpointBroken(blocksOf(broken, broken, broken))).to.equal(true);
    expect(isEndpointBroken(blocksOf(broken, broken))).to.equal(false);
    expect(isEndpointBroken(blocksOf(broken, working, broken))).to.equal(false);
  });

  it('looks at the newest blocks only', () => {
    expect(isEndpointBroken(blocksOf(working, working, broken, broken, broken))).to.equal(true);
    expect(isEndpointBroken(blocksOf(broken, broken, broken, working))).to.equal(false);
  });
});
