import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Texts of sources, by their path relative to the project, with `/`. */
export type Sources = ReadonlyMap<string, string>;

const skippedFolders: readonly string[] = [
  'node_modules',
  'dist',
  'build',
  'coverage',
  'test',
  'tests',
  '__tests__',
  'public',
  'reports',
];
const sourcePattern = /(?<!\.(?:test|spec|config|d))\.[cm]?[jt]sx?$/;
const mostFiles = 2_000;
/** Larger files are bundles. */
const mostBytes = 512 * 1024;

/** Reads the sources below a folder. */
export async function readSources(folder: string): Promise<Sources> {
  const names = (await listSources(folder, '')).slice(0, mostFiles);
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8').catch(() => '')));
  const sources = names.map((name, index) => [name, texts[index] ?? ''] as const);
  return new Map(sources.filter(([, text]) => text !== '' && text.length <= mostBytes));
}

async function listSources(root: string, below: string): Promise<readonly string[]> {
  const entries = await readdir(path.join(root, below), { withFileTypes: true }).catch(() => []);
  const kept = entries.filter(({ name }) => !name.startsWith('.') && !skippedFolders.includes(name));
  const lists = kept.map(async (entry) => {
    const name = path.posix.join(below, entry.name);
    if (entry.isDirectory()) return listSources(root, name);
    return entry.isFile() && sourcePattern.test(entry.name) ? [name] : [];
  });
  return (await Promise.all(lists)).flat().sort();
}
