import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { readPlainFileSync } from '../../platform/read-text-file.js';
import { type FoundRoute, findMounts, findRoutes } from './find-routes.js';

/** What a folder tells of the service in it. */
export interface GuessedProject {
  readonly name: string;
  /** Null when nothing says how the service is started. */
  readonly command: string | null;
  readonly routes: readonly FoundRoute[];
  readonly services: readonly ('postgres' | 'redis')[];
}

interface Manifest {
  readonly name?: unknown;
  readonly main?: unknown;
  readonly scripts?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, unknown>>;
}

/** Reads `package.json` and the sources below a folder, and guesses what a configuration needs. */
export async function guessProject(folder: string): Promise<GuessedProject> {
  const manifest = await readManifest(folder);
  const files = await readSources(folder);
  return {
    name: typeof manifest.name === 'string' ? manifest.name : path.basename(folder),
    command: guessCommand(manifest, files),
    routes: collectRoutes(files),
    services: guessServices(manifest),
  };
}

async function readManifest(folder: string): Promise<Manifest> {
  try {
    const manifest: unknown = JSON.parse(readPlainFileSync(path.join(folder, 'package.json')));
    return typeof manifest === 'object' && manifest !== null ? manifest : {};
  } catch {
    // A service needs no package.json to be measured.
    return {};
  }
}

type Sources = ReadonlyMap<string, string>;

const usualEntries = ['server', 'app', 'index', 'main'].flatMap((name) =>
  ['js', 'mjs', 'cjs'].map((extension) => `${name}.${extension}`),
);

/** A plain `node …` is preferred to `npm start`: one process less between us and the service. */
function guessCommand({ scripts, main }: Manifest, files: Sources): string | null {
  const start = scripts?.start;
  if (typeof start === 'string') return /^node [^&|;]+$/.test(start) ? start : 'npm start';
  if (typeof main === 'string' && files.has(path.normalize(main))) return `node ${main}`;
  const entry = usualEntries.find((name) => files.has(name));
  return entry === undefined ? null : `node ${entry}`;
}

const drivers = { postgres: ['pg', 'postgres', 'knex', '@prisma/client'], redis: ['redis', 'ioredis'] } as const;

function guessServices({ dependencies = {} }: Manifest): GuessedProject['services'] {
  const kinds = ['postgres', 'redis'] as const;
  return kinds.filter((kind) => drivers[kind].some((driver) => Object.hasOwn(dependencies, driver)));
}

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
const sourcePattern = /(?<!\.(?:test|spec|config|d))\.[cm]?[jt]s$/;
const mostFiles = 500;

/** Sources by their path relative to the folder. */
async function readSources(folder: string): Promise<Sources> {
  const names = (await listSources(folder, '')).slice(0, mostFiles);
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  return new Map(names.map((name, index) => [name, texts[index] ?? '']));
}

async function listSources(root: string, below: string): Promise<readonly string[]> {
  const entries = await readdir(path.join(root, below), { withFileTypes: true });
  const lists = entries
    .filter(({ name }) => !name.startsWith('.') && !skippedFolders.includes(name))
    .map(async (entry) => {
      const name = path.join(below, entry.name);
      if (entry.isDirectory()) return listSources(root, name);
      return entry.isFile() && sourcePattern.test(entry.name) ? [name] : [];
    });
  return (await Promise.all(lists)).flat();
}

/** Each route once, under the prefix of the router it stands in. */
function collectRoutes(files: Sources): readonly FoundRoute[] {
  const prefixes = prefixesByFile(files);
  const found = [...files].flatMap(([file, source]) =>
    findRoutes(source).map(({ method, path: route }) => ({ method, path: joined(prefixes.get(stem(file)), route) })),
  );
  const byId = new Map(found.map((route) => [`${route.method} ${route.path}`, route]));
  return [...byId.values()];
}

function prefixesByFile(files: Sources): ReadonlyMap<string, string> {
  const mounts = [...files].flatMap(([file, source]) =>
    findMounts(source).map(({ prefix, module }) => ({ prefix, file: stem(path.join(path.dirname(file), module)) })),
  );
  return new Map(
    mounts.flatMap(
      ({ prefix, file }) =>
        [
          [file, prefix],
          [path.join(file, 'index'), prefix],
        ] as const,
    ),
  );
}

/** Sources import `./users.js` and mean `users.ts`. */
const stem = (file: string): string => file.replace(/\.[cm]?[jt]s$/, '');

function joined(prefix: string | undefined, route: string): string {
  if (prefix === undefined || prefix === '/') return route;
  return route === '/' ? prefix : `${prefix.replace(/\/$/, '')}${route}`;
}
