import { setTimeout as delay } from 'node:timers/promises';
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

/** True unless a server failed; what was not stored is tried again. */
async function succeeds(step: () => Promise<unknown>): Promise<boolean> {
  try {
    await step();
    return true;
  } catch (error) {
    console.error(`Hits are not stored: ${reasonOf(error)}. Trying again.`);
    return false;
  }
}

/** Drains until it is told to stop; the step in hand is finished first. */
async function work(): Promise<void> {
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
