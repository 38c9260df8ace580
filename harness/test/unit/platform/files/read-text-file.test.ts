import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { readPlainFileSync, readTextFile } from '../../../../src/platform/files/read-text-file.js';
import { failureOf } from '../../../fixtures/services/failure-of.js';

describe('readTextFile', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'leakline-text-'));
  const place = (name: string): string => path.join(folder, name);
  before(() => {
    writeFileSync(place('file'), '\ufefftext');
    mkdirSync(place('folder'));
    symlinkSync('/dev/zero', place('device'));
    execFileSync('mkfifo', [place('pipe'), place('silent')]);
  });
  after(() => rmSync(folder, { recursive: true }));

  it('reads a file', async () => expect(await readTextFile(place('file'))).to.equal('text'));

  it('reads a pipe to its end', async () => {
    const reading = readTextFile(place('pipe'));
    setTimeout(() => appendFileSync(place('pipe'), 'written late'), 100);
    expect(await reading).to.equal('written late');
  });

  it('gives up a pipe that nobody writes to', async () => {
    expect((await failureOf(readTextFile(place('silent')))).message).to.include('a pipe to which nobody wrote');
  }).timeout(15_000);

  it('refuses devices, for some of them never end', async () => {
    expect((await failureOf(readTextFile(place('device')))).message).to.equal('it is a device, not a file');
  });

  it('reads plain files alone where it cannot wait', () => {
    expect(readPlainFileSync(place('file'))).to.equal('\ufefftext');
    for (const name of ['folder', 'device', 'silent']) {
      expect(() => readPlainFileSync(place(name))).to.throw('no plain file');
    }
    expect(() => readPlainFileSync(place('file'), 3)).to.throw('more than 3 bytes');
  });
});
