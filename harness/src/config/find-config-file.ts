import { stat } from 'node:fs/promises';
import path from 'node:path';
import { configFileMissing, noConfigFile } from './messages.js';

/** Names looked for when none is given, the first one found wins. */
const configFileNames = ['ts', 'mts', 'js', 'mjs', 'json'].map((extension) => `leakline.config.${extension}`);

/** Absolute path of the file named, or of the one that lies in `cwd`. Throws `CONFIG_NOT_FOUND`. */
export async function findConfigFile(file: string | null, cwd: string): Promise<string> {
  if (file !== null) {
    const absolute = path.resolve(cwd, file);
    if (await isFile(absolute)) return absolute;
    throw configFileMissing(file, absolute);
  }
  for (const name of configFileNames) {
    const candidate = path.join(cwd, name);
    if (await isFile(candidate)) return candidate;
  }
  throw noConfigFile(cwd, configFileNames);
}

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}
