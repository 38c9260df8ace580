import { type ResolvedConfig, resolveConfig } from 'leakline';

/** One way to deploy the same shop. */
export interface Variant {
  /** Stable, for `result.json`. */
  readonly id: string;
  readonly title: string;
  readonly webWorkers: number;
  readonly queueWorkers: number;
  /** Clients in the pool of each web worker; 0: a connection for each request, to PostgreSQL and to Redis. */
  readonly poolMax: number;
  /** The rate limit of the source document: 20 requests/s with a burst of 40 for each address. */
  readonly isRateLimited: boolean;
}

const before = { webWorkers: 4, queueWorkers: 8, isRateLimited: false } as const;
const after = { webWorkers: 8, queueWorkers: 12, poolMax: 8 } as const;

/** The document's "before" is its own way back: 4 workers with pools of 20 + 40, 8 queue workers. Its pools "after" it does not tell. */
export const variants = [
  { id: 'no-pool', title: 'No pool', ...before, poolMax: 0 },
  { id: 'large-pools', title: 'Document’s before: pools of 60', ...before, poolMax: 60 },
  // What of the gain is the pools' alone.
  { id: 'small-pools', title: 'Only its pools cut to 8', ...before, poolMax: 8 },
  { id: 'tuned', title: 'Tuned: pools of 8', ...after, isRateLimited: false },
  { id: 'rate-limited', title: 'Tuned, with its rate limit', ...after, isRateLimited: true },
] as const satisfies readonly Variant[];

export type VariantId = (typeof variants)[number]['id'];

/** What the document promises after its tuning: fewer than 100 and 50 connections, less than 200 ms and 1 %. */
export const promises = { postgres: 99, redis: 49, p95Ms: 200, errorRate: 0.01 } as const;

/** The document's users at the same time. */
export const users = 150;

/** Enough for the counts and peaks that it is about here; bytes may stay undecided. */
export const leaklineSeconds = 12;

export const shopEnvironment = (variant: Variant): Record<string, string> => ({
  WEB_WORKERS: String(variant.webWorkers),
  QUEUE_WORKERS: String(variant.queueWorkers),
  POOL_MAX: String(variant.poolMax),
});

export const templateOf = ({ isRateLimited }: Variant): string =>
  `labs/tuning/${isRateLimited ? 'nginx-limited' : 'nginx'}.conf.template`;

/**
 * The tuned shop as a target: what `leakline run` needs to say whether it leaks and keeps its budgets, with a table of its
 * processes. No environment: the lab never writes into a database that it did not start.
 */
export function leaklineConfig(variant: Variant, hasNginx: boolean, output: string): ResolvedConfig {
  const proxy = { command: 'nginx -e stderr -p "$FOLDER" -c "$CONFIG"', template: templateOf(variant) };
  const generate = { path: '/api/generate', body: { prompt: 'test {n}', width: 512, height: 512 } };
  return resolveConfig(
    {
      // Room for every variant, so that its peak is seen rather than refused.
      services: { postgres: { maxConnections: 300 }, redis: true },
      targets: [
        {
          name: 'shop',
          command: 'node labs/tuning/shop-service.mjs',
          env: shopEnvironment(variant),
          ready: '/healthz',
          readyTimeoutMs: 60_000,
          ...(hasNginx ? { proxy } : {}),
        },
      ],
      endpoints: [{ id: 'visit', steps: ['GET /api/characters', generate] }],
      connections: users,
      budget: { seconds: leaklineSeconds },
      budgets: {
        'pg.connections': promises.postgres,
        'redis.connections': promises.redis,
        errorRate: promises.errorRate,
        processes: 1 + variant.webWorkers + 1,
      },
      diagnose: 'never',
      output,
    },
    {},
    { configFile: null, cwd: process.cwd(), environment: {} },
  );
}
