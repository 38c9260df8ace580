import { lstatSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { realPathBelowProcRoot } from '../../../platform/files/proc-root.js';
import { readManifest } from './manifest.js';
import { toPath } from './to-path.js';

/**
 * The folder and the name that a package was installed under. The name of an alias differs from the one in its
 * package.json.
 */
export interface InstalledFolder {
  readonly folder: string;
  readonly name: string;
}

/**
 * Finds the innermost package in a path, e.g. `@scope/pg` in
 * `/app/node_modules/.pnpm/pg@8/node_modules/@scope/pg/lib/x.js`.
 */
function folderInPath(file: string): InstalledFolder | null {
  const parts = file.split(/[\\/]/);
  const at = parts.lastIndexOf('node_modules');
  if (at === -1 || at + 2 > parts.length) return null;
  const nameParts = parts[at + 1]?.startsWith('@') ? 2 : 1;
  const end = at + 1 + nameParts;
  return { folder: parts.slice(0, end).join(path.sep), name: parts.slice(at + 1, end).join('/') };
}

/** The real path of a file. Package managers link what they install, workspaces, and the programs in `.bin`. */
export function withoutLinks(file: string): string {
  if (!path.isAbsolute(file)) return file;
  try {
    return realPathBelowProcRoot(file) ?? realpathSync(file);
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
 * The folder of the package that a file was installed with; null for a file that was not installed. The real path
 * decides, or the given path when node_modules itself is a link. A package that is linked from elsewhere is a
 * workspace, and not installed.
 */
export function installedFolder(file: string): InstalledFolder | null {
  const given = toPath(file) ?? file;
  const real = folderInPath(withoutLinks(given));
  if (real !== null) return real;
  const known = folderInPath(given);
  return known === null || isLink(known.folder) ? null : known;
}

/** For example `pg@8.23.1`, or `pg` when the version is not known. */
export const packageId = (name: string, version: string | null): string =>
  version === null ? name : `${name}@${version}`;

/**
 * The name and version of the package that a file was installed with, e.g. `pg@8.23.1`, as its package.json says. Null
 * for any other file.
 */
export function installedPackage(file: string): string | null {
  const found = installedFolder(file);
  if (found === null) return null;
  const manifest = path.isAbsolute(found.folder) ? readManifest(found.folder) : null;
  return packageId(manifest?.name ?? found.name, manifest?.version ?? null);
}

/** Whether a file was installed, and not written by the target's author. */
export const isPackageFile = (file: string): boolean => installedFolder(file) !== null;
