import { execFileSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { writeReportFile } from '../../../src/report/write-file.js';

const failureOf = (work: Promise<void>): Promise<Error> =>
  work.then(
    () => expect.fail('it was written'),
    (error: Error) => error,
  );

describe('the file of a report', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'leakline-write-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is written where a link leads, and the link stays', async () => {
    writeFileSync(path.join(folder, 'real.xml'), 'old');
    symlinkSync('real.xml', path.join(folder, 'link.xml'));
    await writeReportFile(path.join(folder, 'link.xml'), 'new');
    expect(lstatSync(path.join(folder, 'link.xml')).isSymbolicLink()).to.equal(true);
    expect(readFileSync(path.join(folder, 'real.xml'), 'utf8')).to.equal('new');
    expect(readdirSync(folder)).to.have.length(2);
  });

  it('may be a pipe, which stays one', async function () {
    if (process.platform === 'win32') this.skip();
    const pipe = path.join(folder, 'pipe');
    execFileSync('sh', ['-c', 'mkfifo "$1"', 'sh', pipe]);
    const [, read] = await Promise.all([writeReportFile(pipe, 'told'), readFile(pipe, 'utf8')]);
    expect(read).to.equal('told');
    expect(lstatSync(pipe).isFIFO()).to.equal(true);
  });

  it('leaves nothing behind where it cannot be written, and names the path', async () => {
    const taken = path.join(folder, 'taken');
    symlinkSync('.', taken);
    const error = await failureOf(writeReportFile(taken, 'new'));
    expect(error).to.have.property('code', 'OUTPUT_UNWRITABLE');
    expect(error.message).to.include(taken);
    expect(readdirSync(folder)).to.deep.equal(['taken']);
  });
});
