import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { assertAgentIsBuilt, createTargets } from '../../../fixtures/targets/target-fixture.js';
import { diagnoseFolder, diagnosisOf } from './diagnosed-target.js';

const manyBytes = 2 ** 30;

describe('heap snapshots of a diagnosed target', () => {
  const targets = createTargets();
  let folder = '';
  before(async () => {
    assertAgentIsBuilt();
    folder = await mkdtemp(path.join(tmpdir(), 'leakline-snapshots-'));
  });
  afterEach(() => targets.stopAll());
  after(() => rm(folder, { recursive: true, force: true }));

  const start = () =>
    targets.start('node keeps-intervals.cjs', { agent: 'auto', agentMode: 'diagnose', cwd: diagnoseFolder });

  it('are written for their owner alone, also under a name that is not ASCII', async () => {
    const target = await start();
    const filePrefix = path.join(folder, 'größe-漢');
    const [snapshot] = await diagnosisOf(target).writeHeapSnapshots({ filePrefix, limitBytes: manyBytes });
    if (snapshot?.status !== 'written') throw new Error(`not written: ${JSON.stringify(snapshot)}`);
    expect(snapshot.file).to.equal(`${filePrefix}-${target.pid}.heapsnapshot`);
    const { size, mode } = await stat(snapshot.file);
    expect(size).to.equal(snapshot.bytes).and.be.greaterThan(1_000_000);
    expect(mode & 0o777).to.equal(0o600);
  });

  it('are declined where the heap is too large', async () => {
    const target = await start();
    const request = { filePrefix: path.join(folder, 'large'), limitBytes: 1_000_000 };
    const [snapshot] = await diagnosisOf(target).writeHeapSnapshots(request);
    expect(snapshot).to.include({ status: 'declined', pid: target.pid });
    expect(snapshot)
      .to.have.property('reason')
      .that.matches(/too large for a snapshot \(\d+ MB, the limit is 1 MB\)/);
  });
});
