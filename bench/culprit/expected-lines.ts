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
  /** How it is started; without it by `node`. */
  readonly command?: readonly string[];
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

/** The folders of a corpus and of its servers. */
const corpora = {
  node: { labels: 'bench/corpus/labels.json', servers: new URL('bench/corpus/servers/', root) },
  python: { labels: 'bench/corpus/python/labels.json', servers: new URL('bench/corpus/python/servers/', root) },
};

export type Language = keyof typeof corpora;

function placeOf(folder: URL, file: string, find: string): Place {
  const lines = readFileSync(new URL(file, folder), 'utf8').split('\n');
  const index = lines.findIndex((text) => text.includes(find));
  if (index === -1) throw new Error(`${file} has no line with ${find}`);
  return { file, line: index + 1 };
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(path, root), 'utf8')) as T;
}

const readLabels = (language: Language): readonly Label[] => readJson(corpora[language].labels);

function startOf({ server, command = ['node', server], services, endpoint }: Label, cwd: URL): CleanServer {
  return { name: `${server} ${endpoint.id}`, cwd: cwd.pathname, command, services, endpoint };
}

function dependencyOf(servers: URL, server: string, culprit: LabelledCulprit): KnownLeak['dependency'] {
  const { package: name, calledAt } = culprit;
  if (name === undefined || calledAt === undefined) return null;
  return { package: name, calledAt: placeOf(servers, server, calledAt) };
}

function corpusLeaks(language: Language): readonly KnownLeak[] {
  const { servers } = corpora[language];
  const others = readJson<readonly { readonly server: string; readonly find: string }[]>(
    'bench/culprit/also-right.json',
  );
  return readLabels(language).flatMap((label): readonly KnownLeak[] => {
    const { server, culprit } = label;
    if (label.label !== 'leaking' || culprit === null) return [];
    const other = others.find((candidate) => candidate.server === server);
    return [
      {
        ...startOf(label, servers),
        place: placeOf(servers, culprit.file, culprit.find),
        alsoRight: other === undefined ? null : placeOf(servers, server, other.find),
        dependency: dependencyOf(servers, server, culprit),
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

/** Every leak of the twin and of the corpus whose line is known; of Python those of its corpus. */
export const knownLeaks = (language: Language, only: RegExp): readonly KnownLeak[] =>
  [...(language === 'node' ? twinLeaks() : []), ...corpusLeaks(language)].filter(({ name }) => only.test(name));

/** Every endpoint of the corpus that is labelled clean. */
export const cleanServers = (language: Language, only: RegExp): readonly CleanServer[] =>
  readLabels(language)
    .filter(({ label }) => label === 'clean')
    .map((label) => startOf(label, corpora[language].servers))
    .filter(({ name }) => only.test(name));
