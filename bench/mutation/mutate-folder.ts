import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Folder, sourcesOf, testsOf } from './folders.js';

const root = path.join(import.meta.dirname, '..', '..');
const reports = path.join(root, 'reports', 'mutation');

interface Mutant {
  readonly status: 'Killed' | 'Timeout' | 'Survived' | 'NoCoverage' | 'CompileError' | 'RuntimeError' | 'Ignored';
  readonly static?: boolean;
}

/** How many mutants became what; `static` are those that run while a file is loaded, such as its constants. */
export interface FolderOutcome {
  readonly folder: Folder;
  readonly killed: number;
  readonly timeout: number;
  readonly survived: number;
  readonly unreached: number;
  readonly static: number;
  readonly minutes: number;
}

function writeConfiguration(folder: Folder, report: string, ignoreStatic: boolean): string {
  const usual = JSON.parse(readFileSync(path.join(root, 'stryker.config.json'), 'utf8'));
  const file = path.join(reports, `${path.basename(report, '.json')}.config.json`);
  const configuration = {
    ...usual,
    ignoreStatic,
    mutate: [sourcesOf(folder)],
    mochaOptions: { ...usual.mochaOptions, spec: testsOf(folder) },
    jsonReporter: { fileName: report },
  };
  writeFileSync(file, JSON.stringify(configuration, null, 2));
  return file;
}

/**
 * Has Stryker change the files of one folder, and counts what its tests notice.
 *
 * @param ignoreStatic leaves out what runs while a file is loaded: each such change takes all tests in a process of its own.
 */
export function mutateFolder(folder: Folder, ignoreStatic: boolean): FolderOutcome {
  mkdirSync(reports, { recursive: true });
  const report = path.join(reports, `${folder === '.' ? 'beside' : folder}.json`);
  const startMs = performance.now();
  const stryker = path.join(import.meta.dirname, 'node_modules', '.bin', 'stryker');
  const { status } = spawnSync(stryker, ['run', writeConfiguration(folder, report, ignoreStatic)], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error(`Stryker ended with ${status} in ${folder}.`);
  const { files } = JSON.parse(readFileSync(report, 'utf8')) as {
    readonly files: Readonly<Record<string, { readonly mutants: readonly Mutant[] }>>;
  };
  const mutants = Object.values(files).flatMap((file) => file.mutants);
  const count = (wanted: Mutant['status']): number => mutants.filter(({ status }) => status === wanted).length;
  return {
    folder,
    killed: count('Killed'),
    timeout: count('Timeout'),
    survived: count('Survived'),
    unreached: count('NoCoverage'),
    static: mutants.filter((mutant) => mutant.static === true && mutant.status !== 'Ignored').length,
    minutes: (performance.now() - startMs) / 60_000,
  };
}
