import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { ServiceKind } from '../../model/service.js';
import { readPlainFileSync } from '../../platform/read-text-file.js';
import type { Sources } from './read-sources.js';

/** A target is given these anyway. */
const given: ReadonlySet<string> = new Set([
  'DATABASE_URL',
  'REDIS_URL',
  'PGHOST',
  'PGPORT',
  'PGUSER',
  'PGPASSWORD',
  'PGDATABASE',
  'REDIS_HOST',
  'REDIS_PORT',
  'REDIS_PASSWORD',
  'REDIS_USERNAME',
]);

const prefixes: Readonly<Record<ServiceKind, RegExp>> = {
  postgres: /^(?:DB|DATABASE|POSTGRES|POSTGRESQL|PSQL|PG|TYPEORM|SEQUELIZE|KNEX|SQL)_/,
  redis: /^(?:(?:BULL|BULLMQ|QUEUE|CACHE|SESSION)_)?REDIS_(?:(?:CACHE|QUEUE|SESSION)_)?/,
};

/** What the rest of a name asks for. Not `SSL`, `TYPE`, `CONNECTION`: nobody can tell what they hold. */
const parts: Readonly<Record<ServiceKind, Readonly<Record<string, string>>>> = {
  postgres: {
    HOST: 'host',
    HOSTNAME: 'host',
    PORT: 'port',
    USER: 'user',
    USERNAME: 'user',
    USER_NAME: 'user',
    PASSWORD: 'password',
    PASS: 'password',
    PWD: 'password',
    NAME: 'database',
    DATABASE: 'database',
    DATABASE_NAME: 'database',
    DB: 'database',
    DBNAME: 'database',
    URL: 'url',
    URI: 'url',
    CONNECTION_STRING: 'url',
    CONNECTION_URL: 'url',
  },
  redis: {
    HOST: 'host',
    HOSTNAME: 'host',
    PORT: 'port',
    USERNAME: 'username',
    PASSWORD: 'password',
    PASS: 'password',
    URL: 'url',
    URI: 'url',
    CONNECTION_STRING: 'url',
  },
};

const examples = /^\.env\.(?:example|sample|template|dist|defaults)$|^(?:example|sample)\.env$|^\.env$/;

/** Texts of `.env.example` and its kin. Only names are taken from them. */
function envFiles(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder).filter((name) => examples.test(name));
    return names.map((name) => readPlainFileSync(path.join(folder, name), 256 * 1024));
  } catch {
    return [];
  }
}

function placeholderOf(name: string, services: readonly ServiceKind[]): string | null {
  if (given.has(name)) return null;
  for (const kind of services) {
    const part = prefixes[kind].test(name) ? parts[kind][name.replace(prefixes[kind], '')] : undefined;
    if (part !== undefined) return `\${${kind}.${part}}`;
  }
  return null;
}

/** Variables of the project's own by which it finds its database, with what they should hold. */
export function guessEnvironment(
  folder: string,
  sources: Sources,
  services: readonly ServiceKind[],
): Readonly<Record<string, string>> {
  const names = new Set(
    [...sources.values(), ...envFiles(folder)].flatMap((text) => text.match(/\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b/g) ?? []),
  );
  const found = [...names].sort().flatMap((name) => {
    const placeholder = placeholderOf(name, services);
    return placeholder === null ? [] : [[name, placeholder] as const];
  });
  return Object.fromEntries(found);
}
