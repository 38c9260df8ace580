import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { configFileMissing, noConfigFile } from './config-messages.js';

/** File names to look for when none is given. The first one that exists is used. */
const configFileNames = ['ts', 'mts', 'js', 'mjs', 'json'].map((extension) => `leakline.config.${extension}`);

/**
 * Absolute path of the named file, or of the configuration file in `cwd`.
 *
 * @throws HarnessError `CONFIG_NOT_FOUND`
 */
export async function findConfigFile(file: string | null, cwd: string): Promise<string> {
  if (file !== null) {
    const absolute = path.resolve(cwd, file);
    if (await isFile(absolute)) return absolute;
    throw configFileMissing(file, absolute);
  }
  const here = await configFileIn(cwd);
  if (here !== null) return here;
  const elsewhere = await configFilesNear(cwd);
  throw noConfigFile(
    cwd,
    configFileNames,
    elsewhere.map((found) => path.relative(cwd, found)),
  );
}

async function configFileIn(folder: string): Promise<string | null> {
  for (const name of configFileNames) {
    const candidate = path.join(folder, name);
    if (await isFile(candidate)) return candidate;
  }
  return null;
}

/**
 * Configuration files in other folders, those in folders around `cwd` first. They are only suggested and never used,
 * because the paths in a file are relative to its folder.
 */
async function configFilesNear(cwd: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const folder of [...foldersAround(cwd), ...(await foldersWithin(cwd))]) {
    const file = await configFileIn(folder);
    if (file !== null) found.push(file);
  }
  return found.slice(0, mostNamed);
}

const mostNamed = 3;

function foldersAround(folder: string): readonly string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [] : [parent, ...foldersAround(parent)];
}

/**
 * Folders inside this one, two levels deep, as in `packages/api`. A repository may have thousands of folders below
 * that.
 */
async function foldersWithin(folder: string, levels = 2): Promise<readonly string[]> {
  if (levels === 0) return [];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const inner = entries
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
    .slice(0, mostFolders)
    .map(({ name }) => path.join(folder, name));
  const deeper = await Promise.all(inner.map((each) => foldersWithin(each, levels - 1)));
  return [...inner, ...deeper.flat()];
}

const mostFolders = 100;

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}
