import path from 'node:path';
import { readPlainFileSync } from '../../platform/read-text-file.js';

/** `/app/node_modules/.pnpm/pg@8/node_modules/@scope/pg/lib/x.js` → the innermost package's folder and name. */
export function packageFolder(file: string): { readonly folder: string; readonly name: string } | null {
  const parts = file.split(/[\\/]/);
  const at = parts.lastIndexOf('node_modules');
  if (at === -1 || at + 2 > parts.length) return null;
  const nameParts = parts[at + 1]?.startsWith('@') ? 2 : 1;
  const end = at + 1 + nameParts;
  return { folder: parts.slice(0, end).join(path.sep), name: parts.slice(at + 1, end).join('/') };
}

function readVersion(folder: string): string | null {
  try {
    const { version } = JSON.parse(readPlainFileSync(path.join(folder, 'package.json'))) as { version?: unknown };
    return typeof version === 'string' ? version : null;
  } catch {
    return null;
  }
}

/** `pg@8.23.1` for a file inside node_modules, `pg` when its version cannot be read, null for one's own. */
export function owningPackage(file: string): string | null {
  const found = packageFolder(file);
  if (found === null) return null;
  const version = readVersion(found.folder);
  return version === null ? found.name : `${found.name}@${version}`;
}

/** Whether a file was installed, and not written by the target's author. */
export const isPackageFile = (file: string): boolean => /[\\/]node_modules[\\/]/.test(file);
