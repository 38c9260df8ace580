import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import {
  clearUp,
  createNonce,
  findByNonce,
  foldersIn,
  kinds,
  kindsLeft,
  leavesBehind,
  socketsBelow,
} from '../../fixtures/left-behind/left-behind.js';
import { type PrivateTemp, usePrivateTemp } from '../../fixtures/services/leftovers.js';
import { createTargets } from '../../fixtures/targets/target-fixture.js';
import { eventually } from '../../support/eventually.js';

const holdsTarget = fileURLToPath(new URL('../../fixtures/left-behind/holds-target.ts', import.meta.url));

describe('what a target leaves behind', () => {
  const targets = createTargets();
  let temp: PrivateTemp;
  let nonce: string;
  let harness: ChildProcess | null = null;
  before(async function () {
    if (process.platform !== 'linux') this.skip();
    temp = await usePrivateTemp();
  });
  after(() => temp?.restore());
  beforeEach(() => {
    nonce = createNonce();
  });
  afterEach(async () => {
    // It may live on where it was not yet told to end.
    harness?.kill('SIGKILL');
    harness = null;
    clearUp(nonce);
    await targets.stopAll();
  });

  const isThere = (kind: string) => eventually(async () => kindsLeft(nonce).includes(kind));
  const countOf = (kind: string): number => findByNonce(nonce).filter((each) => each.kind === kind).length;
  const isRingThere = () => eventually(async () => countOf('respawns-others') >= 50);

  for (const kind of kinds) {
    it(`is ended at its stop: ${kind}`, async () => {
      const target = await targets.start(leavesBehind(nonce, kind));
      expect(await isThere(kind)).to.equal(true);
      if (kind === 'respawns-others') expect(await isRingThere()).to.equal(true);
      await target.stop();
      expect(kindsLeft(nonce)).to.deep.equal([]);
      expect(targets.warnings.join()).to.include('TARGET_ORPHANS');
    });
  }

  it('is ended when it is made at the stop', async () => {
    const target = await targets.start(leavesBehind(nonce, 'late-daemon'));
    await target.stop();
    expect(targets.warnings.join()).to.include('TARGET_ORPHANS').and.include('process(es)');
    expect(kindsLeft(nonce)).to.deep.equal([]);
  });

  it('is ended where the service itself was given another environment', async () => {
    const target = await targets.start(
      `env -i PORT="$PORT" ${leavesBehind(nonce, 'daemon')}`.replace('node', process.execPath),
    );
    expect(await isThere('daemon')).to.equal(true);
    await target.stop();
    expect(kindsLeft(nonce)).to.deep.equal([]);
  });

  async function startHarness(): Promise<ChildProcess> {
    const started = spawn(process.execPath, ['--import', 'tsx', holdsTarget, leavesBehind(nonce)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    harness = started;
    await once(started.stdout, 'data');
    for (const kind of kinds) expect(await isThere(kind), kind).to.equal(true);
    expect(await isRingThere()).to.equal(true);
    return started;
  }

  async function assertNothingLeft(): Promise<void> {
    await eventually(async () => kindsLeft(nonce).length === 0 && foldersIn(tmpdir()).length === 0, 15_000);
    expect(kindsLeft(nonce)).to.deep.equal([]);
    expect(foldersIn(tmpdir())).to.deep.equal([]);
    expect(socketsBelow(tmpdir())).to.deep.equal([]);
  }

  for (const signal of ['SIGKILL', 'SIGTERM', 'SIGHUP'] as const) {
    it(`does not outlive a harness that ends by ${signal}`, async () => {
      const started = await startHarness();
      started.kill(signal);
      await assertNothingLeft();
    });
  }

  it('does not outlive a harness that exits', async () => {
    const started = await startHarness();
    started.stdin?.write('\n');
    await assertNothingLeft();
  });

  it('is told from processes of others, in whose session it may be', async () => {
    const stranger = spawn('/bin/sh', ['-c', 'sleep 300 & wait', `${nonce}:stranger`], {
      detached: true,
      stdio: 'ignore',
    });
    const started = await startHarness();
    started.kill('SIGKILL');
    await eventually(async () => kindsLeft(nonce).join() === 'stranger', 15_000);
    expect(kindsLeft(nonce)).to.deep.equal(['stranger']);
    stranger.kill();
  });
});
