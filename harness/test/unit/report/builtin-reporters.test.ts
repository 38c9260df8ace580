import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { createReporters, defaultTerminalReporter } from '../../../src/report/builtin-reporters.js';
import { createFakeOutput, createOutcome } from '../../fixtures/report/fake-output.js';
import { sampleTwins } from '../../fixtures/report/sample-result.js';

const context = { cwd: '/', github: null };
const request = (name: string, file: string | null = null) => ({ name, file });

describe('built-in reporters', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'reporters-'));
  after(() => rmSync(folder, { recursive: true }));

  it('writes several files at once, and leaves stdout to the terminal', async () => {
    const output = createFakeOutput();
    const requests = [request('compact'), request('junit', 'deep/junit.xml'), request('markdown', 'comment.md')];
    const reporter = await createReporters(requests, output, { cwd: folder, github: null });
    await reporter.onRunEnd?.(createOutcome());
    expect(readFileSync(path.join(folder, 'deep/junit.xml'), 'utf8')).to.include('<testsuites');
    expect(readFileSync(path.join(folder, 'comment.md'), 'utf8')).to.include('## Leakline');
    expect(output.written.stdout).to.include('GET /api/database');
    expect(output.written.stderr).to.equal('');
  });

  it('warns about a file that cannot be written, and tells the others', async () => {
    const output = createFakeOutput();
    const requests = [request('compact'), request('json', '/dev/null/result.json')];
    await (await createReporters(requests, output, context)).onRunEnd?.(createOutcome());
    expect(output.written.stderr).to.include('the json reporter failed').and.include('/dev/null');
    expect(output.written.stdout).to.include('GET /api/database');
  });

  it('json prints the result, and pushes the summary off stdout', async () => {
    const output = createFakeOutput();
    const reporter = await createReporters([request('compact'), request('json')], output, context);
    await reporter.onRunEnd?.(createOutcome());
    expect(JSON.parse(output.written.stdout)).to.deep.equal(sampleTwins);
    expect(output.written.stderr).to.include('GET /api/database');
  });

  it('html without a file does nothing', async () => {
    const output = createFakeOutput();
    const document = (): never => {
      throw new Error('must not be built');
    };
    const reporter = await createReporters([request('html')], output, context);
    await reporter.onRunEnd?.(createOutcome({ document }));
    expect(output.written).to.deep.equal({ stdout: '', stderr: '' });
  });

  it('watches live only where someone watches', () => {
    expect(defaultTerminalReporter(createFakeOutput({ isTTY: true }), false)).to.equal('list');
    expect(defaultTerminalReporter(createFakeOutput({ isTTY: true }), true)).to.equal('compact');
    expect(defaultTerminalReporter(createFakeOutput(), false)).to.equal('compact');
  });
});
