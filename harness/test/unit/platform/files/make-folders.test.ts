import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { makeFolders } from '../../../../src/platform/files/make-folders.js';

describe('makeFolders', () => {
  let root = '';
  before(() => {
    root = mkdtempSync(path.join(tmpdir(), 'leakline-folders-'));
  });
  after(() => rmSync(root, { recursive: true }));

  it('makes what is not there, once', () => {
    const folder = path.join(root, 'a', 'b', 'c');
    makeFolders(folder);
    makeFolders(folder);
    expect(existsSync(folder)).to.equal(true);
  });

  it('fails below a file', () => {
    writeFileSync(path.join(root, 'file'), '');
    expect(() => makeFolders(path.join(root, 'file', 'a'))).to.throw(/ENOTDIR/);
  });

  it('comes back from /proc, where nothing can be made', function () {
    if (process.platform !== 'linux') this.skip();
    expect(() => makeFolders('/proc/nowhere/a')).to.throw(/ENOENT/);
  });
});
