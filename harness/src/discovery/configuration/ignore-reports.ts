import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const entry = 'reports/';
/** Lines that leave reports out: `reports`, `/reports/`, `reports/*`. */
const covers = /^\s*(?:\*\*\/)?(\/?)reports(?:\/\*{0,2})?\s*$/m;

const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** Whether a folder, or one around it, is a git repository; and whether that leaves reports out already. */
function lookAbove(folder: string): { readonly isRepository: boolean; readonly isIgnored: boolean } {
  const [line, anchor] = covers.exec(textOf(path.join(folder, '.gitignore'))) ?? [];
  const isIgnored = line !== undefined && anchor === '';
  const parent = path.dirname(folder);
  if (isIgnored || existsSync(path.join(folder, '.git'))) return { isRepository: true, isIgnored };
  return parent === folder ? { isRepository: false, isIgnored: false } : lookAbove(parent);
}

/** Adds `reports/` to `.gitignore`, once, where there is one or should be one. Gives whether it did. */
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
