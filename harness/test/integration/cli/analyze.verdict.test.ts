import path from 'node:path';
import { expect } from 'chai';
import { type CliSandbox, createSandbox, server } from '../../fixtures/cli/cli-sandbox.js';

type Configuration = Parameters<CliSandbox['configure']>;

/** The exit codes that a run can end with (README.md, "Exit codes"). 4 and 130 have test suites of their own. */
const runs: readonly (readonly [what: string, exitCode: number, ...config: Configuration])[] = [
  // Ends as soon as it is decided; a busy machine needs longer.
  ['a clean run', 0, {}, { budget: { seconds: 60 } }],
  ['a leak', 1, { command: server('leaks-descriptors') }],
  ['an undecided run', 2, { agent: false }, { budget: { seconds: 1 }, metrics: ['heapUsedBytes'] }],
  ['a run that failed', 3, { command: server('crashes-under-load') }],
];

describe('leakline analyze', () => {
  let sandbox: CliSandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => sandbox.remove());

  for (const [what, exitCode, ...config] of runs) {
    it(`repeats the verdict of ${what}, which exits with ${exitCode}`, async () => {
      sandbox.configure(...config);
      const run = await sandbox.run(['run']);
      const result = await sandbox.assertComplete();
      expect([run.exitCode, result.exitCode], run.stdout).to.deep.equal([exitCode, exitCode]);
      const again = await sandbox.run(['analyze', path.join(sandbox.runFolder(), 'recording.ndjson'), '--json']);
      expect(again.exitCode).to.equal(exitCode);
      expect(JSON.parse(again.stdout)).to.deep.equal(result);
    });
  }
});
