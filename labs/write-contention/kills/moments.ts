import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { RedisObserver } from './redis-observer.js';

/** Where the drain is when something is killed. */
export const moments = ['before-take', 'taken', 'in-transaction', 'committed', 'random'] as const;
export type Moment = (typeof moments)[number];

export interface Servers {
  readonly databaseUrl: string;
  readonly redis: RedisObserver;
}

/** Ends the pause that held the drain; also when the server that paused it is gone. */
export type Release = () => Promise<void>;

/** Holds the drain at a moment, from outside and by means that any database has, and waits until it is there. */
export const holdAt: Readonly<Record<Moment, (servers: Servers, randomMs: number) => Promise<Release>>> = {
  'before-take': ({ redis }) => pauseWrites(redis),
  taken: async ({ databaseUrl }) => {
    const release = await lock(databaseUrl, 'LOCK TABLE hit_batches IN ACCESS EXCLUSIVE MODE');
    await waitUntilBlocked(databaseUrl);
    return release;
  },
  'in-transaction': async ({ databaseUrl }) => {
    const release = await lock(databaseUrl, lockCounter);
    await waitUntilBlocked(databaseUrl);
    return release;
  },
  committed: holdBeforeForgetting,
  random: async (_servers, randomMs) => {
    await delay(randomMs);
    return async () => undefined;
  },
};

const lockCounter = 'SELECT FROM hit_counter WHERE id = 1 FOR UPDATE';

/** The batch is stored and Redis still has it: first PostgreSQL holds the worker, then Redis does. */
async function holdBeforeForgetting({ databaseUrl, redis }: Servers): Promise<Release> {
  const unlock = await lock(databaseUrl, lockCounter);
  await waitUntilBlocked(databaseUrl);
  const resumeWrites = await pauseWrites(redis);
  const id = await redis.hGet('{hits}:taken', 'id');
  await unlock();
  await waitFor(databaseUrl, `SELECT FROM hit_batches WHERE id = '${id}'`);
  return resumeWrites;
}

/** Longer than any scenario; ended by the release. */
const longestPauseMs = '20000';

async function pauseWrites(redis: RedisObserver): Promise<Release> {
  await redis.sendCommand(['CLIENT', 'PAUSE', longestPauseMs, 'WRITE']);
  // Ten drains a second: by then the worker has run into it.
  await delay(150);
  return async () => {
    await redis.sendCommand(['CLIENT', 'UNPAUSE']);
  };
}

/** Takes a lock in a transaction that stays open. */
async function lock(databaseUrl: string, statement: string): Promise<Release> {
  const client = new Client({ connectionString: databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  await client.query('BEGIN');
  await client.query(statement);
  return () => client.end();
}

const waitUntilBlocked = (databaseUrl: string): Promise<void> =>
  waitFor(databaseUrl, `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%hit_batches%'`);

const patienceMs = 5_000;

async function waitFor(databaseUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  client.on('error', () => undefined);
  const giveUpMs = performance.now() + patienceMs;
  try {
    await client.connect();
    while ((await client.query(statement)).rowCount === 0) {
      if (performance.now() > giveUpMs) throw new Error(`Nothing for ${patienceMs} ms from: ${statement}`);
      await delay(10);
    }
  } finally {
    await client.end();
  }
}
