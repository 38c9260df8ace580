import { type ResolvedConfig, resolveConfig, type UserConfig } from 'leakline';

/** One way to deploy the same shop. */
export interface Variant {
  readonly id: string;
  readonly title: string;
  readonly webWorkers: number;
  readonly queueWorkers: number;
  /** Clients in the pool of each web worker; 0: a connection for each request. */
  readonly poolMax: number;
  /** The rate limit of the source document: 20 requests/s with a burst of 40 for each address. */
  readonly isRateLimited: boolean;
  /** Time of its experiment. What is slow needs more for as many requests. */
  readonly seconds: number;
}

/** Its `id` names a folder. The document's "before" is its own way back: 4 workers with pools of 20 + 40, 8 queue workers. */
export const variants = [
  {
    id: 'no-pool',
    title: 'A connection per request',
    webWorkers: 4,
    queueWorkers: 8,
    poolMax: 0,
    isRateLimited: false,
    seconds: 18,
  },
  {
    id: 'large-pool',
    title: 'The document’s before: pools of 60',
    webWorkers: 4,
    queueWorkers: 8,
    poolMax: 60,
    isRateLimited: false,
    seconds: 16,
  },
  {
    id: 'tuned',
    title: 'Tuned: pools of 8',
    webWorkers: 8,
    queueWorkers: 12,
    poolMax: 8,
    isRateLimited: false,
    seconds: 16,
  },
  {
    id: 'rate-limited',
    title: 'Tuned, and the document’s rate limit',
    webWorkers: 8,
    queueWorkers: 12,
    poolMax: 8,
    isRateLimited: true,
    seconds: 8,
  },
] as const satisfies readonly Variant[];

export type VariantId = (typeof variants)[number]['id'];

/** What the document promises after its tuning: below 100 and 50 connections, 200 ms and 1 %. */
export const documentBudgets = {
  'pg.connections': 99,
  'redis.connections': 49,
  latencyP95Ms: 200,
  errorRate: 0.01,
  // For its number: how many times it has grown is for the lab to say.
  requestsPerSecond: 1,
} as const;

/** The document's users at the same time. */
const users = 150;

const promptOf = { prompt: 'test {n}', width: 512, height: 512 };

/** A run of one variant, behind nginx unless there is none. */
export function configOf(variant: Variant, slower: number, output: string, hasNginx: boolean): ResolvedConfig {
  const template = `labs/tuning/${variant.isRateLimited ? 'nginx-limited' : 'nginx'}.conf.template`;
  const user: UserConfig = {
    // Room for every variant, so that its peak is seen rather than refused.
    services: { postgres: { maxConnections: 300 }, redis: true },
    targets: [
      {
        name: 'shop',
        command: 'node labs/tuning/shop-service.mjs',
        env: {
          WEB_WORKERS: String(variant.webWorkers),
          QUEUE_WORKERS: String(variant.queueWorkers),
          POOL_MAX: String(variant.poolMax),
          // It is about latency and throughput here: V8 may optimise.
          LEAKLINE_JIT: 'on',
        },
        ready: '/healthz',
        readyTimeoutMs: 60_000,
        ...(hasNginx ? { proxy: { command: 'nginx -e stderr -p "$FOLDER" -c "$CONFIG"', template } } : {}),
      },
    ],
    // One visit is two requests: over PostgreSQL, and over Redis to the queue.
    endpoints: [{ id: 'visit', steps: ['GET /api/characters', { path: '/api/generate', body: promptOf }] }],
    connections: users,
    budget: { seconds: variant.seconds * slower },
    budgets: documentBudgets,
    diagnose: 'never',
    output,
  };
  // No environment: the lab never writes into a database that it did not start.
  return resolveConfig(user, {}, { configFile: null, cwd: process.cwd(), environment: {} });
}
