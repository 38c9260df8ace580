import { readdirSync } from 'node:fs';
import path from 'node:path';
import { serviceDefinitions, services } from '../../model/services/catalogue.js';
import type { ServicePart } from '../../model/services/service-definition.js';
import type { ServiceKind } from '../../model/services/service-kind.js';
import { readPlainFileSync } from '../../platform/files/read-text-file.js';
import type { Sources } from './read-sources.js';

/** Variables that every target gets anyway. */
const given: ReadonlySet<string> = new Set(
  services.flatMap(({ url, variables }) => [url.variable, ...Object.keys(variables)]),
);

/**
 * The part of a service that the rest of a variable's name asks for. `SSL`, `TYPE` and `CONNECTION` are left out,
 * because it cannot be told what they hold.
 */
const partNames: Readonly<Record<string, readonly ServicePart[]>> = {
  HOST: ['host'],
  HOSTNAME: ['host'],
  PORT: ['port'],
  USER: ['user'],
  USERNAME: ['user', 'username'],
  USER_NAME: ['user'],
  PASSWORD: ['password'],
  PASS: ['password'],
  PWD: ['password'],
  NAME: ['database'],
  DATABASE: ['database'],
  DATABASE_NAME: ['database'],
  DB: ['database'],
  DBNAME: ['database'],
  URL: ['url'],
  URI: ['url'],
  CONNECTION_STRING: ['url'],
  CONNECTION_URL: ['url'],
};

const examples = /^\.env\.(?:example|sample|template|dist|defaults)$|^(?:example|sample)\.env$|^\.env$/;

/** Texts of `.env.example` and similar files. Only names are taken from them. */
function envFiles(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder).filter((name) => examples.test(name));
    return names.map((name) => readPlainFileSync(path.join(folder, name), 256 * 1024));
  } catch {
    return [];
  }
}

function placeholderOf(name: string, kinds: readonly ServiceKind[]): string | null {
  if (given.has(name)) return null;
  for (const kind of kinds) {
    const { project, parts } = serviceDefinitions[kind];
    const rest = project.variablePrefix.test(name) ? name.replace(project.variablePrefix, '') : '';
    const part = partNames[rest]?.find((candidate) => parts.includes(candidate));
    if (part !== undefined) return `\${${kind}.${part}}`;
  }
  return null;
}

/** The project's own variables through which it finds its services, with the values that they should have. */
export function guessEnvironment(
  folder: string,
  sources: Sources,
  kinds: readonly ServiceKind[],
): Readonly<Record<string, string>> {
  const names = new Set(
    [...sources.values(), ...envFiles(folder)].flatMap((text) => text.match(/\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b/g) ?? []),
  );
  const found = [...names].sort().flatMap((name) => {
    const placeholder = placeholderOf(name, kinds);
    return placeholder === null ? [] : [[name, placeholder] as const];
  });
  return Object.fromEntries(found);
}
