import { setTimeout as delay } from 'node:timers/promises';
import { config } from './config.js';
import { reasonOf } from './errors.js';
import { drainOnce, pruneBatches } from './hits/drain.js';
import { seedDatabase } from './seed.js';

/** How old the stored count may be while all is well; each batch is one transaction, however many hits it holds. */
const drainEveryMs = 100;

/** After a failure: PostgreSQL or Redis may be down for long. */
const retryAfterMs = 500;

const pruneEveryMs = 60_000;

const stopping = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopping.abort());

const pause = (ms: number): Promise<void> => delay(ms, undefined, { signal: stopping.signal }).catch(() => undefined);

/** Said once for each reason: a server may be down for hours. */
let problem: string | null = null;

function report(found: string | null): void {
  if (found === problem) return;
  console.error(found === null ? 'Hits are stored again' : `Hits are not stored: ${found}. Trying again.`);
  problem = found;
}

/** True unless a server failed; what was not stored is tried again. */
async function succeeds(step: () => Promise<unknown>): Promise<boolean> {
  try {
    await step();
    report(null);
    return true;
  } catch (error) {
    report(reasonOf(error));
    return false;
  }
}

/** Drains until it is told to stop; the step in hand is finished first. */
async function work(): Promise<void> {
  if (config.redisUrl === null) throw new Error('REDIS_URL is not set. Set it to the Redis that the service uses');
  await seedDatabase();
  console.log('Storing hits');
  let prunedMs = 0;
  while (!stopping.signal.aborted) {
    const isDrained = await succeeds(drainOnce);
    if (isDrained && performance.now() - prunedMs > pruneEveryMs && (await succeeds(pruneBatches))) {
      prunedMs = performance.now();
    }
    await pause(isDrained ? drainEveryMs : retryAfterMs);
  }
  process.exit(0);
}

work().catch((error: unknown) => {
  console.error(`Cannot start: ${reasonOf(error)}`);
  process.exit(1);
});
