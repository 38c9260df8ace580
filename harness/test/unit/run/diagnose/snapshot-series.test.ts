import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import type { AgentDiagnosis, SnapshotRequest } from '../../../../src/model/target.js';
import { MiB } from '../../../../src/model/units.js';
import { createSnapshotSeries, heapLimitBytes } from '../../../../src/run/diagnose/snapshot-series.js';

const nothing = async () => {
  throw new Error('not asked for here');
};

/** An agent that writes no heap but a word, in so many milliseconds of a clock of its own. */
function createScene(heapBytes: number, snapshotMs: number) {
  const times = { nowMs: 0 };
  const files: string[] = [];
  const writeHeapSnapshots = async ({ filePrefix, limitBytes }: SnapshotRequest) => {
    times.nowMs += snapshotMs;
    if (heapBytes > limitBytes) return [{ status: 'declined' as const, pid: 1, reason: 'the heap is too large' }];
    const file = `${filePrefix}-1.heapsnapshot`;
    await writeFile(file, 'no snapshot');
    files.push(file);
    return [{ status: 'written' as const, pid: 1, file, bytes: 11 }];
  };
  const diagnosis: AgentDiagnosis = {
    runtime: 'node',
    scripts: [],
    watch: nothing,
    origins: nothing,
    allocations: nothing,
    follow: nothing,
    followed: nothing,
    markHeap: nothing,
    growths: nothing,
    writeHeapSnapshots,
  };
  const clock = { nowMs: () => times.nowMs, sleep: async () => undefined };
  return { diagnosis, clock, files, signal: new AbortController().signal };
}

async function takeThree(heapBytes: number, snapshotMs: number, untilMs: number) {
  const scene = createScene(heapBytes, snapshotMs);
  const limits: string[] = [];
  const series = await createSnapshotSeries({ ...scene, untilMs }, limits);
  for (let round = 0; round < 3; round += 1) await series.take();
  const growths = await series.finish(limits, 1);
  const isLeft = scene.files.some((file) => existsSync(path.dirname(file)));
  return { growths, limits, isLeft, taken: scene.files.length };
}

describe('run/snapshot-series', () => {
  it('knows how large a heap fits into the time and into 2 GB', () => {
    expect(heapLimitBytes(10_000) / MiB).to.be.within(40, 80);
    expect(heapLimitBytes(60_000)).to.equal(256 * MiB);
  });

  it('goes without snapshots, and says why, where there is no folder for them', async () => {
    const before = process.env.TMPDIR;
    process.env.TMPDIR = '/leakline-nowhere';
    try {
      const { growths, limits, taken } = await takeThree(MiB, 10, 60_000);
      expect([growths, taken]).to.deep.equal([[], 0]);
      expect(limits).to.have.length(1);
      expect(limits[0]).to.include('No heap snapshots: Cannot write below /leakline-nowhere').and.include('Set TMPDIR');
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
  });

  it('declines a heap of 500 MB with the reason, and says that more time would not help', async () => {
    const { limits, isLeft, taken } = await takeThree(500 * MiB, 10, 60_000);
    expect(limits).to.deep.equal([
      'No heap snapshots: the heap is too large. Allocation sites alone name the place; start the service with less data to see who holds it.',
    ]);
    expect([isLeft, taken]).to.deep.equal([false, 0]);
  });

  it('says when more time would help', async () => {
    const { limits } = await takeThree(100 * MiB, 10, 10_000);
    expect(limits[0]).to.match(/--diagnose=always takes larger heaps\.$/);
  });

  it('goes without where writing takes so long that three would not fit, and leaves nothing', async () => {
    const { growths, limits, isLeft, taken } = await takeThree(MiB, 3_000, 10_000);
    expect([growths, isLeft, taken]).to.deep.equal([[], false, 1]);
    expect(limits[0]).to.match(/^No heap snapshots: writing one took 3\.0 s/);
  });

  it('takes none where the time is too short for three of the smallest', async () => {
    const { limits, taken } = await takeThree(MiB, 1, 1_000);
    expect(taken).to.equal(0);
    expect(limits[0]).to.match(/^No time was left for heap snapshots/);
  });

  it('leaves nothing of snapshots that cannot be read', async () => {
    const { growths, limits, isLeft, taken } = await takeThree(MiB, 10, 10_000);
    expect([growths, isLeft, taken]).to.deep.equal([[], false, 3]);
    expect(limits[0]).to.match(/^The heap snapshots could not be analysed/);
  });
});
