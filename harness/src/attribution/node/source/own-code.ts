import path from 'node:path';
import { agentPreloadPath } from '../../../platform/package-paths.js';
import { namedPackageAround } from './manifest.js';
import { installedFolder, installedPackage, isPackageFile, packageId, withoutLinks } from './owning-package.js';
import { toPath } from './to-path.js';

/** Tells the code of the target's author from what was installed for it. */
export interface OwnCode {
  /**
   * The package (`pg@8.23.1`) of a file that was installed, or that belongs to another package than the script that
   * runs: a workspace, or a package that was copied in. Null for a file of the script's own package, or when that
   * package is not known.
   */
  owningPackage(file: string): string | null;
  /** Whether the file was installed and does not belong to a package that counts as own code. */
  isPackageFile(file: string): boolean;
}

/** Used when nothing is known about the target: everything in node_modules was installed. */
export const outsideOfPackages: OwnCode = { owningPackage: installedPackage, isPackageFile };

const agentFolder = path.dirname(agentPreloadPath);

/**
 * Whether somebody wrote the file for this service. It is then neither installed, nor part of Node.js, nor part of the
 * agent.
 */
function isAuthored(file: string): boolean {
  const absolute = toPath(file);
  return absolute !== null && !isPackageFile(absolute) && !absolute.startsWith(agentFolder);
}

/** Folders of the packages that the scripts were installed with. A name in `.bin` is not a package. */
function installedFolders(scripts: readonly string[]): readonly string[] {
  const folders = scripts.flatMap((script) => installedFolder(script)?.folder ?? []);
  return folders.filter((folder) => path.basename(folder) !== '.bin');
}

/** The package of a script that was not installed. It is the folder alone when no package.json has a name. */
interface Home {
  readonly folder: string;
  readonly name: string | null;
}

const homesOf = (scripts: readonly string[]): readonly Home[] =>
  scripts
    .filter((script) => path.isAbsolute(script) && !isPackageFile(script))
    .map(withoutLinks)
    .map((script) => namedPackageAround(script) ?? { folder: path.dirname(script), name: null });

const isWithin = (folder: string, outer: string): boolean =>
  folder === outer || folder.startsWith(outer.endsWith(path.sep) ? outer : outer + path.sep);

/**
 * Whether a package is the script's own. A build copies its package.json beside its output, so an equal name is enough.
 * The root of a monorepo is not another package either.
 */
const belongsTo = (found: Home, home: Home): boolean => found.name === home.name || isWithin(home.folder, found.folder);

/** The package around a file that was not installed, if it is another one than the scripts'. */
function neighbour(file: string, homes: readonly Home[]): string | null {
  const absolute = toPath(file);
  if (absolute === null || homes.length === 0) return null;
  const found = namedPackageAround(withoutLinks(absolute));
  if (found === null || homes.some((home) => belongsTo(found, home))) return null;
  return packageId(found.name, found.version);
}

function remembering<T>(compute: (file: string) => T): (file: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (file) => {
    const found = known.get(file) ?? { value: compute(file) };
    known.set(file, found);
    return found.value;
  };
}

/**
 * Decides whose code is whose. A service that was installed (a server from `node_modules/.bin` or `npx`) lies in
 * node_modules together with all that it depends on. Own code is then the package of the script that runs. If code from
 * outside of node_modules takes part, the script only runs that code (`next start`, `tsx server.ts`), and is a package
 * like others.
 *
 * @param seen files of all code that took part.
 * @param mainScripts main scripts of the target's processes.
 */
export function ownCodeOf(seen: readonly string[], mainScripts: readonly string[]): OwnCode {
  const folders = seen.some(isAuthored) ? [] : installedFolders(mainScripts);
  const homes = homesOf(mainScripts);
  const folderOf = remembering(installedFolder);
  const isOwn = (file: string): boolean => folders.includes(folderOf(file)?.folder ?? '');
  return {
    owningPackage: remembering((file) => {
      if (isOwn(file)) return null;
      return folderOf(file) === null ? neighbour(file, homes) : installedPackage(file);
    }),
    isPackageFile: (file) => folderOf(file) !== null && !isOwn(file),
  };
}
