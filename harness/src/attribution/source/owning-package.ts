import { lstatSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { readManifest } from './manifest.js';
import { toPath } from './to-path.js';

/** Where a package was installed, and under which name: an alias has another one than its package.json. */
export interface InstalledFolder {
  readonly folder: string;
  readonly name: string;
}

/** `/app/node_modules/.pnpm/pg@8/node_modules/@scope/pg/lib/x.js` → the innermost package's folder and name. */
function folderInPath(file: string): InstalledFolder | null {
  const parts = file.split(/[\\/]/);
  const at = parts.lastIndexOf('node_modules');
  if (at === -1 || at + 2 > parts.length) return null;
  const nameParts = parts[at + 1]?.startsWith('@') ? 2 : 1;
  const end = at + 1 + nameParts;
  return { folder: parts.slice(0, end).join(path.sep), name: parts.slice(at + 1, end).join('/') };
}

/** Package managers link what they install, workspaces, and what a shell finds in `.bin`. */
export function withoutLinks(file: string): string {
  if (!path.isAbsolute(file)) return file;
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

function isLink(folder: string): boolean {
  try {
    return lstatSync(folder).isSymbolicLink();
  } catch {
    return false;
  }
}

/**
 * The folder of the package that a file was installed with; null for a file that was not. Its real path tells, and the
 * one it is known by where node_modules itself is a link; a package that is linked from elsewhere is a workspace.
 */
export function installedFolder(file: string): InstalledFolder | null {
  const given = toPath(file) ?? file;
  const real = folderInPath(withoutLinks(given));
  if (real !== null) return real;
  const known = folderInPath(given);
  return known === null || isLink(known.folder) ? null : known;
}

/** `pg@8.23.1`, or `pg` where nobody knows the version. */
export const packageId = (name: string, version: string | null): string =>
  version === null ? name : `${name}@${version}`;

/** `pg@8.23.1` for a file that was installed, by the name in its package.json; null for any other. */
export function installedPackage(file: string): string | null {
  const found = installedFolder(file);
  if (found === null) return null;
  const manifest = path.isAbsolute(found.folder) ? readManifest(found.folder) : null;
  return packageId(manifest?.name ?? found.name, manifest?.version ?? null);
}

/** Whether a file was installed, and not written by the target's author. */
export const isPackageFile = (file: string): boolean => installedFolder(file) !== null;
