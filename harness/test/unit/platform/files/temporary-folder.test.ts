import { existsSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import {
  isOutOfRoom,
  makeTemporaryFolder,
  temporaryPath,
  temporaryRoot,
} from '../../../../src/platform/files/temporary-folder.js';
import type { HarnessError } from '../../../../src/platform/harness-error.js';

describe('a temporary folder', () => {
  const before = process.env.TMPDIR;
  afterEach(() => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  });

  it('can be entered by its user alone', async () => {
    const folder = temporaryPath('leakline-test-');
    await makeTemporaryFolder(folder, 'a test');
    expect(path.dirname(folder)).to.equal(path.resolve(tmpdir()));
    expect(statSync(folder).mode & 0o777).to.equal(0o700);
    rmSync(folder, { recursive: true });
  });

  for (const [what, root] of [
    ['is not there', '/leakline-nowhere'],
    ['is a file', process.execPath],
  ] as const) {
    it(`names path, purpose and cure where its root ${what}`, async () => {
      process.env.TMPDIR = root;
      let isReleased = false;
      const release = async (): Promise<void> => {
        isReleased = true;
      };
      const watchdog = { tell: () => undefined, release };
      const error: HarnessError = await makeTemporaryFolder(temporaryPath('leakline-test-'), 'a test', watchdog).then(
        () => expect.fail('it was made'),
        (failure) => failure,
      );
      expect(isReleased).to.equal(true);
      expect(error).to.have.property('code', 'TMPDIR_UNWRITABLE');
      expect(error.message).to.include(root).and.include('for a test').and.include('Set TMPDIR');
    });
  }

  it('has an absolute path, for a target runs in another folder', () => {
    process.env.TMPDIR = 'relative';
    expect(temporaryRoot()).to.equal(path.resolve('relative'));
    expect(existsSync('relative')).to.equal(false);
  });

  it('is out of room where the file system says so', () => {
    const failing = (code: string): Error => Object.assign(new Error(code), { code });
    expect(['ENOSPC', 'EDQUOT', 'EROFS'].map(failing).map(isOutOfRoom)).to.deep.equal([true, true, true]);
    expect([failing('ENOENT'), new Error('ENOSPC'), null].map(isOutOfRoom)).to.deep.equal([false, false, false]);
  });
});
