import { expect } from 'chai';
import { countsObjects, returnPatienceMs } from '../../../../src/analysis/plan/plan-floor.js';
import type { FloorRecord } from '../../../../src/model/readings.js';
import { type LiteralBlock, literalRecording } from '../../../support/literal-recording.js';

const mebibyte = 2 ** 20;

/** Blocks of 1,000 requests, each by whom and to how many MiB of heap. */
const driven = (...blocks: readonly (readonly [endpoint: string | null, heapMiB: number])[]) =>
  literalRecording(
    { heapUsedBytes: 0 },
    blocks.map(
      ([endpoint, heapMiB]): LiteralBlock => ({
        endpoint,
        requests: 1_000,
        floor: { heapUsedBytes: heapMiB * mebibyte },
      }),
    ),
  );

describe('whether objects are told from code', () => {
  it('is asked at first, and for as long as growth is small', () => {
    expect(countsObjects(driven())).to.equal(true);
    expect(countsObjects(driven(['/', 0.1], ['/', 0.2], ['/', 0.3]))).to.equal(true);
    expect(countsObjects(driven(['/', 9], ['/', 12.9]))).to.equal(true);
  });

  it('is not asked once two blocks in a row have grown by megabytes, also after a wait', () => {
    expect(countsObjects(driven(['/', 5]))).to.equal(true);
    expect(countsObjects(driven(['/', 5], ['/', 10]))).to.equal(false);
    expect(countsObjects(driven(['/', 5], ['/', 10], [null, 10]))).to.equal(false);
  });

  it('is asked again once growth is over', () => {
    expect(countsObjects(driven(['/', 5], ['/', 10], ['/', 10]))).to.equal(true);
    expect(countsObjects(driven(['/', 5], ['/', 10], ['/', 10], ['/', 15]))).to.equal(true);
  });

  it('is asked where the next floor may be that of another endpoint', () => {
    expect(countsObjects(driven(['/a', 5], ['/a', 10], ['/b', 10]))).to.equal(true);
    expect(countsObjects(driven(['/a', 5], ['/b', 5], ['/a', 10]))).to.equal(true);
    const together = literalRecording({ heapUsedBytes: 0 }, [
      { endpoint: '/a', requests: 500, floor: { heapUsedBytes: 5 * mebibyte } },
      { endpoint: '/a', requests: 500, floor: { heapUsedBytes: 10 * mebibyte } },
      { endpoint: '/b', requests: 500, floor: {}, joins: true },
    ]);
    expect(countsObjects(together)).to.equal(true);
  });

  it('is asked of several processes, and of worker threads', () => {
    const recording = driven(['/', 5], ['/', 10]);
    const withLast = (details: Partial<FloorRecord>) => ({
      ...recording,
      floors: recording.floors.map((floor) => ({ ...floor, ...details })),
    });
    expect(countsObjects(withLast({ threads: [] }))).to.equal(true);
    expect(countsObjects(withLast({ processes: [] }))).to.equal(true);
  });
});

/** Patience after blocks whose floors show these numbers of descriptors. */
const patienceAfter = (first: number, ...after: readonly number[]): number =>
  returnPatienceMs(
    literalRecording(
      { fds: first },
      after.map((fds) => ({ endpoint: 'GET /', requests: 10, floor: { fds } })),
    ),
  );

describe('returnPatienceMs', () => {
  it('is short while counts stand still or have grown once', () => {
    expect(patienceAfter(20)).to.equal(120);
    expect(patienceAfter(20, 20, 20)).to.equal(120);
    expect(patienceAfter(20, 20, 50)).to.equal(120);
    expect(patienceAfter(20, 30, 50, 50)).to.equal(120);
  });

  it('is shorter still where two waits in a row were in vain', () => {
    expect(patienceAfter(20, 30, 50)).to.equal(30);
    expect(patienceAfter(20, 20, 30, 50)).to.equal(30);
  });

  it('asks the latest blocks, whichever endpoint they drove', () => {
    const blocks = [
      { endpoint: 'GET /leak', requests: 10, floor: { fds: 30 } },
      { endpoint: 'GET /leak', requests: 10, floor: { fds: 40 } },
      { endpoint: 'GET /quiet', requests: 10, floor: { fds: 40 } },
    ];
    expect(returnPatienceMs(literalRecording({ fds: 20 }, blocks))).to.equal(120);
    expect(returnPatienceMs(literalRecording({ fds: 20 }, blocks.slice(0, 2)))).to.equal(30);
  });

  it('is long once something was seen to come back late', () => {
    expect(patienceAfter(20, 26, 22)).to.equal(1_500);
  });
});
