import { readdirSync } from 'node:fs';

const sources = 'harness/src/analysis';
const tests = 'harness/test/unit/analysis';

/** Folders of the analysis in the order they are measured: what decides a verdict first. `.` are the files beside them. */
export const folders = [
  'judge',
  'statistics',
  'findings',
  'result',
  'budgets',
  'invariants',
  'symptoms',
  'processes',
  'performance',
  'slowdown',
  'failures',
  'baseline',
  'compare',
  '.',
  'plan',
] as const;

/** The list says the order, the disk says what there is: a folder that was renamed would be measured as empty. */
export function assertFoldersExist(): void {
  const there = readdirSync(sources, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const named = new Set<string>(folders);
  const missing = folders.filter((name) => name !== '.' && !there.some((entry) => entry.name === name));
  const unnamed = there.map(({ name }) => name).filter((name) => !named.has(name));
  if (missing.length + unnamed.length > 0)
    throw new Error(`bench/mutation/folders.ts names [${missing}], which are not in ${sources}, and not [${unnamed}].`);
}

export type Folder = (typeof folders)[number];

export const sourcesOf = (folder: Folder): string => (folder === '.' ? `${sources}/*.ts` : `${sources}/${folder}/*.ts`);

/** Whole simulated experiments notice much, but not what they are about, and take seconds each. */
const besideFolders = `${tests}/!(experiment|many-endpoints).test.ts`;

/** The direct tests of a folder, and those of the files beside the folders, which call all of them. */
export const testsOf = (folder: Folder): readonly string[] =>
  folder === '.'
    ? [besideFolders, `${tests}/!(plan|statistics)/*.test.ts`]
    : [`${tests}/${folder}/*.test.ts`, besideFolders];

export const ignoredTests = '**/*.study.test.ts';
