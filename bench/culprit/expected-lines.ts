import { readFileSync } from 'node:fs';
import type { ServiceKind, UserEndpoint } from 'leakline';

/** A leak whose line is known. */
export interface KnownLeak {
  readonly name: string;
  /** Folder that the server is started in, and its command. */
  readonly cwd: string;
  readonly command: readonly string[];
  readonly services: readonly ServiceKind[];
  readonly endpoint: UserEndpoint;
  /** The labelled line. */
  readonly place: Place;
  /** The other line that one could mend as well, where there is one. */
  readonly alsoRight: Place | null;
  /** For a leak inside a dependency: `name@version`, and the own call that leads there. */
  readonly dependency: { readonly package: string; readonly calledAt: Place } | null;
}

/** A server that does not leak at this endpoint. */
export type CleanServer = Pick<KnownLeak, 'name' | 'cwd' | 'command' | 'services' | 'endpoint'>;

export interface Place {
  readonly file: string;
  readonly line: number;
}

interface Label {
  readonly server: string;
  readonly services: KnownLeak['services'];
  readonly endpoint: Exclude<UserEndpoint, string> & { readonly id: string };
  readonly label: 'leaking' | 'clean';
  readonly culprit: LabelledCulprit | null;
}

interface LabelledCulprit {
  readonly file: string;
  readonly find: string;
  /** For a leak inside a dependency. */
  readonly package?: string;
  readonly calledAt?: string;
}

const root = new URL('../../', import.meta.url);
const servers = new URL('bench/corpus/servers/', root);

function placeOf(folder: URL, file: string, find: string): Place {
  const lines = readFileSync(new URL(file, folder), 'utf8').split('\n');
  const index = lines.findIndex((text) => text.includes(find));
  if (index === -1) throw new Error(`${file} has no line with ${find}`);
  return { file, line: index + 1 };
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(path, root), 'utf8')) as T;
}

function readLabels(): readonly Label[] {
  return readJson('bench/corpus/labels.json');
}

function startOf({ server, services, endpoint }: Label): CleanServer {
  return { name: `${server} ${endpoint.id}`, cwd: servers.pathname, command: ['node', server], services, endpoint };
}

function dependencyOf(server: string, { package: name, calledAt }: LabelledCulprit): KnownLeak['dependency'] {
  if (name === undefined || calledAt === undefined) return null;
  return { package: name, calledAt: placeOf(servers, server, calledAt) };
}

function corpusLeaks(): readonly KnownLeak[] {
  const others = readJson<readonly { readonly server: string; readonly find: string }[]>(
    'bench/culprit/also-right.json',
  );
  return readLabels().flatMap((label): readonly KnownLeak[] => {
    const { server, culprit } = label;
    if (label.label !== 'leaking' || culprit === null) return [];
    const other = others.find((candidate) => candidate.server === server);
    return [
      {
        ...startOf(label),
        place: placeOf(servers, culprit.file, culprit.find),
        alsoRight: other === undefined ? null : placeOf(servers, server, other.find),
        dependency: dependencyOf(server, culprit),
      },
    ];
  });
}

/** The twin's routes; what to look for is the line that each file's comment explains. */
const twinRoutes: readonly (readonly [path: string, file: string, find: string])[] = [
  ['/api/database', 'database.ts', 'await client.connect()'],
  ['/api/redis', 'redis.ts', 'client.connect()'],
  ['/api/checkout', 'checkout.ts', 'pool.connect()'],
  ['/api/cache', 'cache.ts', 'profiles.set('],
  ['/api/listeners', 'listeners.ts', 'lifecycle.once('],
  ['/api/buffers', 'buffers.ts', 'Buffer.alloc('],
  ['/api/files', 'files.ts', 'await openFile('],
  ['/api/timers', 'timers.ts', 'setInterval('],
];

function twinLeaks(): readonly KnownLeak[] {
  const folder = new URL('apps/with-leak/src/routes/', root);
  return twinRoutes.map(([path, file, find]) => ({
    name: `with-leak GET ${path}`,
    cwd: root.pathname,
    command: ['node', 'apps/with-leak/dist/server.js'],
    services: ['postgres', 'redis'] as const,
    endpoint: path,
    place: placeOf(folder, file, find),
    alsoRight: null,
    dependency: null,
  }));
}

/** Every leak of the twin and of the corpus whose line is known. */
export const knownLeaks = (only: RegExp): readonly KnownLeak[] =>
  [...twinLeaks(), ...corpusLeaks()].filter(({ name }) => only.test(name));

/** Every endpoint of the corpus that is labelled clean. */
export const cleanServers = (only: RegExp): readonly CleanServer[] =>
  readLabels()
    .filter(({ label }) => label === 'clean')
    .map(startOf)
    .filter(({ name }) => only.test(name));
