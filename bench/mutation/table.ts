import type { ConstantOutcome } from './change-constants.js';
import type { Folder } from './folders.js';
import type { FolderOutcome } from './mutate-folder.js';

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

const heading = (...names: readonly string[]): string =>
  [row(['Folder', ...names]), row(['---', ...names.map(() => '---:')])].join('\n');

const nameOf = (folder: Folder): string => (folder === '.' ? 'files beside the folders' : `\`${folder}/\``);

const share = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);

export const mutantsTable = heading(
  'Mutants',
  'of them while loading',
  'Killed',
  'Timeout',
  'Survived',
  'Unreached',
  'Score',
  'min',
);

/** Stryker's score: killed and timed out, of all. */
export function mutantsRow({
  folder,
  killed,
  timeout,
  survived,
  unreached,
  static: whileLoading,
  minutes,
}: FolderOutcome): string {
  const all = killed + timeout + survived + unreached;
  const score = share(killed + timeout, all);
  return row([nameOf(folder), all, whileLoading, killed, timeout, survived, unreached, score, minutes.toFixed(0)]);
}

export const constantsTable = heading('Changes of constants', 'Noticed', 'Score');

export function constantsRow(folder: Folder, outcomes: readonly ConstantOutcome[]): string {
  const noticed = outcomes.filter(({ isNoticed }) => isNoticed).length;
  return row([nameOf(folder), outcomes.length, noticed, share(noticed, outcomes.length)]);
}
