import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { loadConfig } from '../../../src/config/load-config.js';
import { resolveConfig } from '../../../src/config/resolve-config.js';
import type { RunResult } from '../../../src/model/result.js';
import { runLeakline } from '../../../src/run/run.js';
import { coarse } from '../../fixtures/cli/cli-sandbox.js';
import { codeBlocks, readText, repositoryRoot } from '../../unit/docs/markdown.js';

/** The example of the docs, as it stands there. */
async function configOfDocs(folder: string): Promise<unknown> {
  const examples = codeBlocks(readText('docs/budgets-and-invariants.md'), ['ts']);
  const example = examples.find((code) => code.includes('invariants:'));
  if (example === undefined) throw new Error('docs/budgets-and-invariants.md has no example of invariants');
  const configFile = path.join(folder, 'leakline.config.ts');
  writeFileSync(configFile, example);
  return (await loadConfig(configFile, folder)).config;
}

describe('the invariant of docs/budgets-and-invariants.md', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'leakline-invariants-'));
  let result: RunResult;

  before(async () => {
    // Nobody's database but one of the run's own.
    const { DATABASE_URL: _database, REDIS_URL: _redis, ...environment } = process.env;
    // Verdicts are not what this is about: they come with the first few hundred requests. But hits are lost only where they
    // come at the same time, and on a busy machine floors take a second or two before that.
    const overrides = { budget: { seconds: 25 }, diagnose: 'never', tolerances: coarse } as const;
    const config = resolveConfig(await configOfDocs(folder), overrides, {
      configFile: null,
      cwd: repositoryRoot,
      environment,
    });
    result = await runLeakline(config, { reporter: {}, environment, writesFiles: false });
  });
  after(() => rmSync(folder, { recursive: true }));

  const invariantsOf = (name: string) => {
    const target = result.targets.find((each) => each.name === name);
    expect(target?.failure).to.equal(null);
    return target?.invariants ?? [];
  };

  it('is kept by without-leak: as many hits stored as accepted, and none waiting', () => {
    const [stored, waiting] = invariantsOf('without-leak');
    expect(stored).to.include({ outcome: 'kept', passed: true });
    expect(stored?.expected).to.be.greaterThan(0);
    expect(stored?.observed).to.equal(stored?.expected);
    expect(waiting).to.include({ outcome: 'kept', observed: 0, expected: 0 });
  });

  it('is broken by with-leak, which loses hits that it accepted', () => {
    const [stored] = invariantsOf('with-leak');
    expect(stored).to.include({ outcome: 'broken', passed: false });
    expect(stored?.observed).to.be.lessThan(stored?.expected ?? 0);
  });

  it('decides the exit code', () => {
    expect(result).to.include({ exitCode: 1, expectationsMet: false });
  });
});
