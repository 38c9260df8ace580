import { realpathSync } from 'node:fs';
import path from 'node:path';
import { agentPreloadPath } from '../../platform/package-paths.js';
import { isPackageFile, owningPackage, packageFolder } from './owning-package.js';
import { toPath } from './to-path.js';

/** Tells the code of the target's author from what was installed for it. */
export interface OwnCode {
  /** As `owningPackage`, and null for a package that counts as one's own. */
  owningPackage(file: string): string | null;
  isPackageFile(file: string): boolean;
}

/** Where nothing is known of the target: what lies in node_modules was installed. */
export const outsideOfPackages: OwnCode = { owningPackage, isPackageFile };

const agentFolder = path.dirname(agentPreloadPath);

/** Package managers link what they install, and what a shell finds in `.bin` is such a link. */
function withoutLinks(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

/** A file that somebody wrote for this service: neither installed, nor of Node.js, nor of our agent. */
function isAuthored(file: string): boolean {
  const absolute = toPath(file);
  return absolute !== null && !isPackageFile(absolute) && !absolute.startsWith(agentFolder);
}

/**
 * Whose code is whose. A service that was installed (a server of `node_modules/.bin`, of `npx`) lies in node_modules with
 * all it depends on: then the package of the script that runs is what its author wrote. Where code from outside of
 * node_modules takes part, that script only runs it (`next start`, `tsx server.ts`), and is a package as others are.
 *
 * @param seen files of all code that took part.
 * @param mainScripts of the target's processes.
 */
export function ownCodeOf(seen: readonly string[], mainScripts: readonly string[]): OwnCode {
  if (seen.some(isAuthored)) return outsideOfPackages;
  const folders = mainScripts
    .flatMap((script) => [script, withoutLinks(script)])
    .flatMap((script) => packageFolder(script)?.folder ?? [])
    .filter((folder) => path.basename(folder) !== '.bin');
  const isOwn = (file: string): boolean => folders.includes(packageFolder(toPath(file) ?? file)?.folder ?? '');
  return {
    owningPackage: (file) => (isOwn(file) ? null : owningPackage(file)),
    isPackageFile: (file) => isPackageFile(file) && !isOwn(file),
  };
}
