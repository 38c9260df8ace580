import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Sources } from './read-sources.js';

/** The file that a `node …` command runs, as the command names it. Null when it cannot be told. */
function scriptOfCommand(command: string): string | null {
  const [program, ...words] = command.trim().split(/\s+/);
  if (program === undefined || !/^(?:.*\/)?(?:node|tsx|ts-node)$/.test(program)) return null;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (/^(?:-r|--require|--import|--loader|--experimental-loader|--env-file|-C|--conditions)$/.test(word)) index += 1;
    else if (!word.startsWith('-')) return /^[\w./@-]+$/.test(word) ? path.posix.normalize(word) : null;
  }
  return null;
}

const endings = ['', '.js', '.cjs', '.mjs', '.json', '/index.js'];

/** The script that a command starts but that does not exist. Null when it exists. */
export function missingScript(command: string, folder: string): string | null {
  const script = scriptOfCommand(command);
  if (script === null || !/^node\b/.test(command.trim())) return null;
  return endings.some((ending) => existsSync(path.resolve(folder, script + ending))) ? null : script;
}

/** The source of what a command runs. If it was compiled, this is its source: `src/server.ts` for `dist/server.js`. */
export function entrySource(command: string, sources: Sources): string | null {
  const script = scriptOfCommand(command);
  if (script === null) return null;
  const stem = script.replace(/\.[cm]?[jt]s$/, '');
  const inner = stem.replace(/^(?:dist|build|out|lib)\//, '');
  const stems = [stem, `${stem}/index`, `src/${inner}`, inner, `${inner.replace(/^src\//, '')}`];
  const names = [
    script,
    ...stems.flatMap((name) => ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((end) => `${name}.${end}`)),
  ];
  return names.find((name) => sources.has(name)) ?? null;
}
