import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { isReachableBy } from '../../../src/platform/processes/os-user.js';
import { makeReachable } from '../../../src/services/postgres/binaries.js';

/** Ids that own nothing on any machine. */
const stranger = { uid: 54_321, gid: 54_321 };

describe('an installation of PostgreSQL', () => {
  let home: string;
  let target: string;
  before(async () => {
    home = await mkdtemp(path.join(os.tmpdir(), 'services-test-home-'));
    target = await mkdtemp(path.join(os.tmpdir(), 'services-test-target-'));
    await mkdir(path.join(home, 'bin'));
    await mkdir(path.join(home, 'lib'));
    await writeFile(path.join(home, 'bin', 'postgres'), '#!/bin/sh\n', { mode: 0o755 });
    await writeFile(path.join(home, 'lib', 'libpq.so.5.17'), '');
    await writeFile(path.join(home, 'lib', 'libpq.a'), '');
    await symlink('libpq.so.5.17', path.join(home, 'lib', 'libpq.so.5'));
  });
  after(() => Promise.all([home, target].map((folder) => rm(folder, { recursive: true }))));

  it('in a folder that everybody may enter is used where it is', async () => {
    await chmod(home, 0o755);
    expect(await makeReachable({ root: home }, stranger, target)).to.deep.equal({ root: home });
  });

  it('in a private home is copied, links kept and static libraries left out', async () => {
    await chmod(home, 0o700);
    expect(await isReachableBy(stranger, path.join(home, 'bin', 'postgres'))).to.equal(false);
    const { root } = await makeReachable({ root: home }, stranger, target);
    expect(root).to.equal(path.join(target, 'postgresql'));
    expect((await stat(path.join(root, 'bin', 'postgres'))).mode & 0o777).to.equal(0o755);
    expect((await stat(path.join(root, 'lib', 'libpq.so.5'))).isFile()).to.equal(true);
    expect(await readdir(path.join(root, 'lib'))).to.have.members(['libpq.so.5', 'libpq.so.5.17']);
  });

  it('in a private home of our own is used where it is', async () => {
    expect(await makeReachable({ root: home }, null, target)).to.deep.equal({ root: home });
  });
});
