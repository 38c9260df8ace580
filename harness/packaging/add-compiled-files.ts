import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

/** The files that a declaration names, as they are called on disk. */
function namedIn(text: string): readonly string[] {
  const names = [...text.matchAll(/(?:from|import\() ?'(?<name>\.[^']+)'/g)].map(({ groups }) => groups?.name ?? '');
  return names.map((name) => name.replace(/\.(c?)js$/, '.d.$1ts'));
}

/** Those of `entries`, and all that they name. */
function reachableDeclarations(folder: string, entries: readonly string[]): readonly string[] {
  const found = new Set(entries.map((entry) => `${entry}.d.ts`));
  // A set is read to its end, also what is added meanwhile.
  for (const file of found) {
    const text = readFileSync(path.join(folder, file), 'utf8');
    for (const name of namedIn(text)) found.add(path.join(path.dirname(file), name));
  }
  return [...found];
}

/** By their sources: the compiler leaves what it made of a source that is no more. */
function agentFiles(sources: string): readonly string[] {
  const files = readdirSync(path.join(sources, 'agents'), { recursive: true, encoding: 'utf8' });
  const isCode = (file: string): boolean => file.endsWith('.cts') && !file.endsWith('.d.cts');
  return files.filter(isCode).map((file) => path.join('agents', file.replace(/cts$/, 'cjs')));
}

/** The agents that are not compiled: Python runs its sources as they are. */
function scriptFiles(sources: string): readonly string[] {
  const files = readdirSync(path.join(sources, 'agents'), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.py')).map((file) => path.join('agents', file));
}

/**
 * Adds what the compiler made and no bundler may touch: the agent, which a target loads file by file as CommonJS, and the
 * types that users' code meets.
 */
export const addCompiledFiles = (sources: string, compiled: string, typedEntries: readonly string[]): Plugin => ({
  name: 'leakline-compiled-files',
  generateBundle() {
    for (const fileName of [...agentFiles(sources), ...reachableDeclarations(compiled, typedEntries)]) {
      this.emitFile({ type: 'asset', fileName, source: readFileSync(path.join(compiled, fileName)) });
    }
    for (const fileName of scriptFiles(sources)) {
      this.emitFile({ type: 'asset', fileName, source: readFileSync(path.join(sources, fileName)) });
    }
  },
});
