import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Label, MarkedLine } from './read-labels.js';

export interface Place {
  /** Below the set's folder. */
  readonly file: string;
  readonly line: number;
}

/** What a culprit has to be: in a package that is installed under one of these names, or at one of one's own lines. */
export type Expectation = { readonly packages: readonly string[] } | { readonly places: readonly Place[] };

function placeOf(folder: string, server: string, { find, file = server }: MarkedLine): Place {
  const below = path.join('servers', file);
  const lines = readFileSync(path.join(folder, below), 'utf8').split('\n');
  const found = lines.flatMap((text, index) => (text.includes(find) ? [index + 1] : []));
  const [line] = found;
  if (line === undefined || found.length > 1)
    throw new Error(`${below} has ${found.length} lines with ${find}, not 1.`);
  return { file: below, line };
}

/** The package's name, and those that the set installs it under (`"axios-legacy": "npm:axios@0.21.4"`). */
function installedNames(folder: string, name: string): readonly string[] {
  const { dependencies = {} } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    readonly dependencies?: Readonly<Record<string, string>>;
  };
  const aliases = Object.keys(dependencies).filter((key) => dependencies[key]?.startsWith(`npm:${name}@`));
  return [name, ...aliases];
}

/** What a label asks for, looked up in the set's files. */
export function expectationOf(folder: string, { server, mustChange }: Label): Expectation {
  return 'package' in mustChange
    ? { packages: installedNames(folder, mustChange.package) }
    : { places: mustChange.own.map((line) => placeOf(folder, server, line)) };
}
