import path from 'node:path';
import { agentPreloadPath } from '../../platform/package-paths.js';
import { namedPackageAround } from './manifest.js';
import { installedFolder, installedPackage, isPackageFile, packageId, withoutLinks } from './owning-package.js';
import { toPath } from './to-path.js';

/** Tells the code of the target's author from what was installed for it. */
export interface OwnCode {
  /**
   * `pg@8.23.1` of what was installed, and of a package beside the one of the script that runs: a workspace, or one that
   * was copied in. Null for a file of that package itself, or where nobody knows which that is.
   */
  owningPackage(file: string): string | null;
  /** Installed, and not a package that counts as one's own. */
  isPackageFile(file: string): boolean;
}

/** Where nothing is known of the target: what lies in node_modules was installed. */
export const outsideOfPackages: OwnCode = { owningPackage: installedPackage, isPackageFile };

const agentFolder = path.dirname(agentPreloadPath);

/** A file that somebody wrote for this service: neither installed, nor of Node.js, nor of our agent. */
function isAuthored(file: string): boolean {
  const absolute = toPath(file);
  return absolute !== null && !isPackageFile(absolute) && !absolute.startsWith(agentFolder);
}

/** Folders of the packages that the scripts were installed with, and what names them in `.bin` is no package. */
function installedFolders(scripts: readonly string[]): readonly string[] {
  const folders = scripts.flatMap((script) => installedFolder(script)?.folder ?? []);
  return folders.filter((folder) => path.basename(folder) !== '.bin');
}

/** The package of a script that was not installed; its folder alone where no package.json has a name. */
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

/** A build copies its package.json beside its output, so that a name is as good as a folder. The root of a monorepo is no other package. */
const belongsTo = (found: Home, home: Home): boolean => found.name === home.name || isWithin(home.folder, found.folder);

/** The package around a file that was not installed, where it is another one than the scripts'. */
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
 * Whose code is whose. A service that was installed (a server of `node_modules/.bin`, of `npx`) lies in node_modules with
 * all it depends on: then the package of the script that runs is what its author wrote. Where code from outside of
 * node_modules takes part, that script only runs it (`next start`, `tsx server.ts`), and is a package as others are.
 *
 * @param seen files of all code that took part.
 * @param mainScripts of the target's processes.
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
