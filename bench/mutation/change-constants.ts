import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type ConstantChange, changesOf } from './constants.js';
import { type Folder, ignoredTests, sourcesOf, testsOf } from './folders.js';

const root = path.join(import.meta.dirname, '..', '..');
const copiesFolder = path.join(root, 'reports', 'mutation', 'copies');
const copied = ['.mocharc.json', 'package.json', 'tsconfig.base.json', 'test', 'harness'];
/** Tests of one folder take seconds. */
const longestMs = 300_000;

export type ConstantOutcome = Omit<ConstantChange, 'changed'> & { readonly isNoticed: boolean };

/** A copy of what the tests need, below the repository, so that packages are found where they are. */
function makeCopy(copy: string): void {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  const isWanted = (file: string): boolean => !['node_modules', 'dist', '.tsbuild'].includes(path.basename(file));
  for (const name of copied)
    cpSync(path.join(root, name), path.join(copy, name), { recursive: true, filter: isWanted });
  symlinkSync(path.join(root, 'harness', 'node_modules'), path.join(copy, 'harness', 'node_modules'));
}

/** Whether one of these tests fails. */
function isNoticed(copy: string, specs: readonly string[]): Promise<boolean> {
  const mocha = path.join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
  const args = ['--import=tsx', mocha, '--bail', '--ignore', ignoredTests, ...specs];
  const child = spawn(process.execPath, args, { cwd: copy, stdio: 'ignore', timeout: longestMs });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code !== 0));
  });
}

async function tryChange(copy: string, folder: Folder, change: ConstantChange): Promise<ConstantOutcome> {
  const { changed, ...outcome } = change;
  const file = path.join(copy, change.file);
  const original = readFileSync(file);
  writeFileSync(file, changed);
  // The file's own test first: most changes need no other.
  const own = change.file.replace('/src/', '/test/unit/').replace(/\.ts$/, '.test.ts');
  try {
    const isOwnNoticed = existsSync(path.join(copy, own)) && (await isNoticed(copy, [own]));
    return { ...outcome, isNoticed: isOwnNoticed || (await isNoticed(copy, testsOf(folder))) };
  } finally {
    writeFileSync(file, original);
  }
}

/** Changes the constants at the top of a folder's files, one at a time, and runs the folder's tests. */
export async function changeConstants(folder: Folder, atOnce: number): Promise<readonly ConstantOutcome[]> {
  const sources = path.dirname(sourcesOf(folder));
  const files = readdirSync(path.join(root, sources))
    .filter((name) => name.endsWith('.ts'))
    .toSorted()
    .map((name) => path.join(sources, name));
  const changes = files.flatMap((file) => changesOf(file, readFileSync(path.join(root, file), 'utf8')));
  if (changes.length === 0) return [];
  const waiting = [...changes.entries()];
  const outcomes: ConstantOutcome[] = [];
  const copies = Array.from({ length: atOnce }, (_, number) => path.join(copiesFolder, `${number}`));
  await Promise.all(
    copies.map(async (copy) => {
      makeCopy(copy);
      if (await isNoticed(copy, testsOf(folder))) throw new Error(`The tests of ${folder} fail as they are.`);
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [index, change] = next;
        outcomes[index] = await tryChange(copy, folder, change);
        process.stderr.write(outcomes[index].isNoticed ? '.' : 'S');
      }
    }),
  );
  rmSync(copiesFolder, { recursive: true, force: true });
  process.stderr.write('\n');
  return outcomes;
}
