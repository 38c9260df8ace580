import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { attachTarget } from '../../../src/target/attach-target.js';
import { type PrivateTemp, usePrivateTemp } from '../../fixtures/services/leftovers.js';
import { createTargets, fixturesFolder, isAlive, socketFolders } from '../../fixtures/targets/target-fixture.js';
import { eventually } from '../../support/eventually.js';

describe('stopping a target', () => {
  const targets = createTargets();
  let temp: PrivateTemp;
  before(async () => {
    temp = await usePrivateTemp();
  });
  after(() => temp.restore());
  afterEach(() => targets.stopAll());

  it('kills what ignores SIGTERM, and says so', async () => {
    const target = await targets.start('node ignores-sigterm.mjs', { stopGraceMs: 200 });
    expect(await target.stop()).to.deep.equal({ exitCode: null, signal: 'SIGKILL', wasAsked: true });
    expect(isAlive(target.pid)).to.equal(false);
    expect(targets.warnings.join()).to.include('TARGET_IGNORED_SIGTERM').and.include('200 ms');
  });

  it('ends children that outlive the root, also outside its process group', async () => {
    const target = await targets.start('node spawns-children.mjs');
    const pids = await target.pids();
    expect(pids).to.have.length(3);
    expect(pids[0]).to.equal(target.pid);
    await target.stop();
    expect(pids.filter(isAlive)).to.deep.equal([]);
    expect(targets.warnings.join()).to.include('TARGET_ORPHANS').and.include('2 process(es)');
  });

  it('gives every caller the same end', async () => {
    const target = await targets.start('node answers.mjs');
    const [first, second] = await Promise.all([target.stop(), target.stop()]);
    expect(first).to.equal(second);
  });

  it('stops what npm started', async () => {
    const target = await targets.start('npm start --silent', { cwd: path.join(fixturesFolder, 'npm-start') });
    const pids = await target.pids();
    expect(pids.length).to.be.greaterThan(1);
    await target.stop();
    expect(pids.filter(isAlive)).to.deep.equal([]);
    expect(targets.warnings).to.deep.equal([]);
  });

  it('kills the tree when the harness exits without stopping it', async () => {
    const program = path.join(fixturesFolder, 'exits-without-stopping.ts');
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', program]);
    const pids = JSON.parse(stdout) as number[];
    expect(pids).to.have.length(3);
    // Killed as it left; each is gone when it has been given a turn to end.
    expect(await eventually(async () => !pids.some(isAlive))).to.equal(true);
    expect(socketFolders()).to.deep.equal([]);
  });

  it('leaves an attached process running', async () => {
    const child = spawn(process.execPath, ['never-listens.mjs'], { cwd: fixturesFolder, stdio: 'ignore' });
    await once(child, 'spawn');
    const pid = child.pid ?? 0;
    const target = attachTarget({ name: 'attached', baseUrl: 'http://127.0.0.1:1', pid });
    expect(await target.pids()).to.deep.equal([pid]);
    await target.stop();
    expect(isAlive(pid)).to.equal(true);
    child.kill();
    await once(child, 'exit');
  });

  it('notices that an attached process has ended', async () => {
    const child = spawn(process.execPath, ['never-listens.mjs'], { cwd: fixturesFolder, stdio: 'ignore' });
    await once(child, 'spawn');
    const target = attachTarget({ name: 'attached', baseUrl: 'http://127.0.0.1:1', pid: child.pid ?? 0 });
    child.kill();
    expect(await target.ended).to.deep.equal({ exitCode: null, signal: null, wasAsked: false });
  });
});
