import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const entry = 'reports/';
/** Lines that already exclude the reports: `reports`, `/reports/`, `reports/*`. */
const covers = /^\s*(?:\*\*\/)?(\/?)reports(?:\/\*{0,2})?\s*$/m;

const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/**
 * Looks at a folder and those around it. Tells whether one is a git repository, and whether the reports are already
 * ignored.
 */
function lookAbove(folder: string): { readonly isRepository: boolean; readonly isIgnored: boolean } {
  const [line, anchor] = covers.exec(textOf(path.join(folder, '.gitignore'))) ?? [];
  const isIgnored = line !== undefined && anchor === '';
  const parent = path.dirname(folder);
  if (isIgnored || existsSync(path.join(folder, '.git'))) return { isRepository: true, isIgnored };
  return parent === folder ? { isRepository: false, isIgnored: false } : lookAbove(parent);
}

/**
 * Adds `reports/` to `.gitignore` if the folder is in a git repository that does not ignore it yet.
 *
 * @returns whether it was added.
 */
export function ignoreReports(folder: string): boolean {
  const file = path.join(folder, '.gitignore');
  const text = textOf(file);
  const { isRepository, isIgnored } = lookAbove(folder);
  if (isIgnored || covers.test(text) || (!existsSync(file) && !isRepository)) return false;
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const separator = text === '' || text.endsWith('\n') ? '' : lineEnd;
  writeFileSync(file, `${text}${separator}${entry}${lineEnd}`);
  return true;
}
