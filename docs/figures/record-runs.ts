import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveConfig, runLeakline, type UserConfig } from 'leakline';
import type { Recording } from '../../harness/src/model/recording.js';
import { readRecording } from '../../harness/src/recording/read-recording.js';

const repositoryRoot = fileURLToPath(new URL('../../', import.meta.url));

const corpusServer = (file: string, endpoint: string): UserConfig => ({
  targets: [{ name: file, command: `node bench/corpus/servers/${file}.mjs`, ready: '/healthz' }],
  endpoints: [endpoint],
  // A run ends once it is sure. This tolerance keeps it going past that, so that there is more to draw.
  tolerances: { heapUsedBytes: 0.5 },
  budget: { seconds: 40 },
});

/** Of the endpoints that are driven together, the one that leaks. */
export const leakingTogether = 'GET /search?q=product';

/** The servers that the figures show. Their labels and culprits are in bench/corpus/README.md and docs/twins.md. */
const runs = {
  /** Pushes a small object into an array at each request. */
  leak: corpusServer('visit-counter', 'GET /visit'),
  /** Compresses each answer, which makes much garbage, and keeps nothing. */
  clean: corpusServer('price-list', 'GET /prices'),
  /** Keeps the answers to the last 5,000 questions. */
  cache: corpusServer('search-suggest', 'GET /suggest?q=term-{n}'),
  /** Computes something for each of 3,000 items once. */
  warmUp: corpusServer('recommendations', 'GET /recommendations/{n}'),
  /** Eight small endpoints; the one at index 6 of the service's list keeps some 500 B of each request. */
  together: {
    targets: [
      { name: 'twenty', command: 'node bench/ordinary/services/twenty.mjs', ready: '/healthz', env: { LEAK: '6' } },
    ],
    endpoints: [
      'GET /status',
      'GET /time',
      'GET /products',
      leakingTogether,
      'GET /menu',
      'GET /prices.csv',
      { path: '/sum', body: { numbers: [1, 2, 3, 4, 5] } },
      { path: '/basket', body: { ids: [3, 5, 8] } },
    ],
    budget: { seconds: 40 },
  },
  /** Opens a PostgreSQL client at each request and keeps it. */
  connections: {
    services: { postgres: { maxConnections: 100 } },
    targets: [{ name: 'with-leak', command: 'node apps/with-leak/dist/server.js', ready: '/healthz' }],
    endpoints: ['GET /api/database'],
  },
} as const satisfies Readonly<Record<string, UserConfig>>;

export type RunName = keyof typeof runs;
export type Recordings = Readonly<Record<RunName, Recording>>;

const runNames = Object.keys(runs) as readonly RunName[];

/** Runs every server below a folder, one after the other. */
export async function recordRuns(folder: string, onRun: (name: RunName) => void): Promise<void> {
  for (const name of runNames) {
    onRun(name);
    const user = { ...runs[name], diagnose: 'never' as const, output: path.join(folder, name) };
    const config = resolveConfig(user, {}, { configFile: null, cwd: repositoryRoot, environment: {} });
    const { targets } = await runLeakline(config, { reporter: {}, environment: process.env });
    const failure = targets[0]?.failure;
    if (failure) throw new Error(`The run of ${name} failed: ${failure.message}`);
  }
}

/** The newest recording of each run below a folder. */
export async function readRecordings(folder: string): Promise<Recordings> {
  const read = async (name: RunName): Promise<readonly [RunName, Recording]> => [
    name,
    await readRecording(path.join(folder, name, 'latest', 'recording.ndjson')),
  ];
  return Object.fromEntries(await Promise.all(runNames.map(read))) as Recordings;
}
