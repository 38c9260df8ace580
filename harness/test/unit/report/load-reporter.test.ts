import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { createReporters } from '../../../src/report/builtin-reporters.js';
import { createFakeOutput, createOutcome } from '../../fixtures/report/fake-output.js';
import { sampleTwins } from '../../fixtures/report/sample-result.js';
import { failureOf } from '../../fixtures/services/failure-of.js';

describe('a reporter given by its path', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'own-reporter-'));
  const output = createFakeOutput();
  after(() => rmSync(folder, { recursive: true }));

  let count = 0;
  const load = (source: string) => {
    const name = `./reporter-${count++}.mjs`;
    writeFileSync(path.join(folder, name), source);
    return createReporters([{ name, file: null }], output, { cwd: folder, github: null });
  };

  it('is told the outcome', async () => {
    const reporter = await load(
      'export default (output) => ({ onRunEnd: ({ result }) => output.stdout.write(result.verdict) });',
    );
    await reporter.onRunEnd?.(createOutcome());
    expect(output.written.stdout).to.include('leaking');
  });

  it('cannot change the verdict', async () => {
    const reporter = await load(
      "export default () => ({ onRunEnd({ result }) { result.exitCode = 0; result.targets.length = 0; throw new Error('x'); } });",
    );
    const result = structuredClone(sampleTwins);
    await reporter.onRunEnd?.(createOutcome({ result }));
    expect(result).to.deep.equal(sampleTwins);
    expect(output.written.stderr).to.match(/the \.\/reporter-\d\.mjs reporter failed: x/);
  });

  const refused: readonly (readonly [what: string, source: string, words: string])[] = [
    ['exports no function', 'export default 5;', 'its default export is number'],
    ['exports nothing', 'export const a = 1;', 'its default export is undefined'],
    ['gives no reporter', 'export default () => 7;', 'its function gave number'],
    ['throws while it is loaded', "throw new TypeError('broken');", 'TypeError: broken'],
  ];

  for (const [what, source, words] of refused) {
    it(`is refused when it ${what}`, async () => {
      const error = await failureOf(load(source));
      expect(error.message).to.include(words).and.include('reporter-');
      expect(error).to.have.property('code', 'USAGE');
    });
  }

  it('is refused when it does not exist', async () => {
    const absent = createReporters([{ name: './none.mjs', file: null }], output, { cwd: folder, github: null });
    expect((await failureOf(absent)).message).to.include('There is no reporter ./none.mjs');
  });
});
