import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { type CliOutcome, type CliSandbox, createSandbox, server } from '../../fixtures/cli/cli-sandbox.js';

/** What terminals, CI systems and Markdown obey, each on a line of its own. */
const hostile = [
  '::stop-commands::x',
  '  ::error::y',
  '##[error]z',
  '##vso[task.complete result=Succeeded]',
  '##teamcity[buildStop]',
  'section_start:1:a\r\u001b[0K',
  '\u001b]0;title\u0007\u001b[2J\u001b[8mhidden',
  '\u009b2J\u202ereversed',
  '| ![](https://x.example/y.png) <img src=x> @somebody www.x.example #12',
].join('\n');

const assertHarmless = (text: string, place: string): void => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: looking for control characters is the purpose.
  expect(text, place).to.not.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  const commands = text.split('\n').filter((line) => /^\s*::(?!(?:error|warning) title=Leakline)/.test(line));
  expect(commands, place).to.deep.equal([]);
  expect(text, place).to.not.match(/##\[|##vso\[|##teamcity\[|section_start:/);
};

const assertOutcome = ({ stdout, stderr }: CliOutcome, place: string): void => {
  assertHarmless(stdout, `${place}, stdout`);
  assertHarmless(stderr, `${place}, stderr`);
};

function rewrite(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

describe('text of strangers', () => {
  const sandbox: CliSandbox = createSandbox();
  const recording = (): string => path.join(sandbox.runFolder(), 'recording.ndjson');
  const result = (): string => path.join(sandbox.runFolder(), 'result.json');
  let outcome: CliOutcome;

  before(async () => {
    sandbox.write('summary.md', '');
    sandbox.configure(
      { name: `app ${hostile}`, command: server('prints-commands'), env: { HOSTILE: hostile } },
      { endpoints: [{ id: `GET / ${hostile}`, path: '/' }], budget: { seconds: 3 } },
    );
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: path.join(sandbox.folder, 'summary.md') };
    outcome = await sandbox.run(['run', '--reporter', 'list,junit=run.xml,markdown=run.md,json=run.json'], { env });
  });
  after(() => sandbox.remove());

  it('is shown by a run, and drives nothing', () => {
    expect(outcome.stdout).to.include('stop-commands');
    assertOutcome(outcome, 'run');
  });

  for (const file of ['run.xml', 'run.md', 'run.json', 'summary.md']) {
    it(`is harmless in ${file}`, () => {
      expect(sandbox.read(file)).to.include('stop-commands');
      assertHarmless(sandbox.read(file), file);
    });
  }

  it('is harmless in the files of the run', () => {
    for (const file of [recording(), result()]) assertHarmless(readFileSync(file, 'utf8'), file);
  });

  for (const args of [['--json'], []]) {
    it(`is harmless in analyze ${args.join()}`, async () =>
      assertOutcome(await sandbox.run(['analyze', recording(), ...args]), 'analyze'));
    it(`is harmless in compare ${args.join()}`, async () =>
      assertOutcome(await sandbox.run(['compare', recording(), result(), ...args]), 'compare'));
  }

  it('is harmless in the Markdown of a report', async () => {
    const told = await sandbox.run(['report', sandbox.runFolder(), '--markdown']);
    assertOutcome(told, 'report');
    // Markdown is not read inside of code and of the element that folds.
    const outside = told.stdout.replaceAll(/```+text[\s\S]*?```+|`[^`\n]*`|<summary>.*<\/summary>/g, '');
    expect(outside).to.not.match(/(?<!\\)!\[|<img|@somebody|www\.x|#12/);
  });

  it('is harmless where a recording expects it, and in words of a result', async () => {
    const text = JSON.stringify(hostile).slice(1, -1);
    rewrite(recording(), (lines) => lines.replace('"expect":null', `"expect":"${text}"`));
    rewrite(result(), (json) => json.replaceAll(/"verdict": "[a-z]+"/g, `"verdict": "${text}"`));
    assertOutcome(await sandbox.run(['analyze', recording()]), 'analyze');
    assertOutcome(await sandbox.run(['report', sandbox.runFolder(), '--markdown']), 'report');
    assertOutcome(await sandbox.run(['compare', result(), result()]), 'compare');
    assertOutcome(await sandbox.run(['compare', result(), result(), '--json']), 'compare');
  });

  it('is harmless in what is said of a version that cannot be read', async () => {
    const text = JSON.stringify(hostile).slice(1, -1);
    const file = sandbox.write('recording.ndjson', `{"type":"header","schemaVersion":"${text}"}\n`);
    assertOutcome(await sandbox.run(['analyze', file]), 'analyze');
    assertOutcome(await sandbox.run(['analyze', sandbox.write('x.ndjson', hostile)]), 'analyze');
    assertOutcome(await sandbox.run(['run', `${hostile}.json`]), 'run');
  });
});
