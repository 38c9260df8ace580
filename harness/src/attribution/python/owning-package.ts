import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The folders that pip and Debian install into. */
const installedInto = /^(.*[\\/](?:site|dist)-packages)[\\/]([^\\/]+)/;

/** The standard library, of which these folders are a part by place but not by content. */
const standardLibrary = /[\\/]lib(?:64)?[\\/]python3\.\d+[\\/]/;

/** Whether a file was installed, and not written by the target's author. */
const isInstalled = (file: string): boolean => installedInto.test(file);

/** Whether a file belongs to Python itself. `<frozen importlib._bootstrap>` and `<string>` are nobody's file. */
export const isOfPython = (file: string): boolean => !isInstalled(file) && standardLibrary.test(file);

/** The names that a distribution installed at the top, as its `RECORD` or `top_level.txt` says. */
function topLevelNames(folder: string): readonly string[] {
  for (const [name, pattern] of [
    ['top_level.txt', /^[^\n]+/gm],
    ['RECORD', /^(?!\.\.)[^/,\n]+(?=\/|\.py,)/gm],
  ] as const) {
    try {
      return [...new Set(readFileSync(path.join(folder, name), 'utf8').match(pattern))];
    } catch {
      // The other file tells it.
    }
  }
  return [];
}

const infoFolder = /^(.+?)-([^-]+?)(?:-py\d[\d.]*)?\.(?:dist|egg)-info$/;

/** Distribution and version by the name at the top of an installed folder: `psycopg2` → `psycopg2@2.9.5`. */
function distributionsIn(folder: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const entry of readdirSync(folder)) {
    const [, name, version] = infoFolder.exec(entry) ?? [];
    if (name === undefined || version === undefined) continue;
    for (const top of [...topLevelNames(path.join(folder, entry)), name.replaceAll('-', '_')])
      found.set(top, `${name}@${version}`);
  }
  return found;
}

const known = new Map<string, ReadonlyMap<string, string>>();

function distributions(folder: string): ReadonlyMap<string, string> {
  const before = known.get(folder);
  if (before !== undefined) return before;
  let found: ReadonlyMap<string, string> = new Map();
  try {
    found = distributionsIn(folder);
  } catch {
    // It cannot be listed: the name alone has to do.
  }
  known.set(folder, found);
  return found;
}

/** The package that a file was installed with, e.g. `Flask@2.2.2`; null for any other file. */
export function installedPackage(file: string): string | null {
  const [, folder, top] = installedInto.exec(file) ?? [];
  if (folder === undefined || top === undefined) return null;
  const name = top.replace(/\.py$|\.[^.]*\.so$/, '');
  return distributions(folder).get(name) ?? name;
}
