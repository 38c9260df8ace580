import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { writeHtmlReport } from '../../../src/report/write-html-report.js';
import { createSampleDocument } from '../../fixtures/report/sample-document.js';

const template = '<script type="application/json" id="leakline-document"></script>';

describe('writeHtmlReport', () => {
  let folder: string;
  let templatePath: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'leakline-html-'));
    templatePath = path.join(folder, 'template.html');
    await writeFile(templatePath, template);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const failureOf = async (file: string, from: string): Promise<{ code?: string; message?: string }> =>
    writeHtmlReport(createSampleDocument(), file, from).then(
      () => ({}),
      (error: unknown) => error as { code: string; message: string },
    );

  it('creates the folder and leaves no draft behind', async () => {
    const file = path.join(folder, 'a/b/report.html');
    await writeHtmlReport(createSampleDocument(), file, templatePath);
    expect(await readFile(file, 'utf8')).to.include('"schemaVersion":1');
    expect(await readdir(path.dirname(file))).to.deep.equal(['report.html']);
  });

  it('names the command when the page is not built', async () => {
    const { code, message } = await failureOf(path.join(folder, 'r.html'), path.join(folder, 'missing.html'));
    expect(code).to.equal('INTERNAL');
    expect(message).to.include('npm run build');
  });

  it('names the file that cannot be written', async () => {
    const { code, message } = await failureOf(path.join(templatePath, 'report.html'), templatePath);
    expect(code).to.equal('OUTPUT_UNWRITABLE');
    expect(message).to.include(path.join(templatePath, 'report.html'));
  });
});
