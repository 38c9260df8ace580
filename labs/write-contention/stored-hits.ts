import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

/** Reads the counter where it ends up, past the service, through a connection of its own that is closed again. */
export async function readStored(databaseUrl: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ value: string }>('SELECT value FROM hit_counter WHERE id = 1');
    return Number(rows[0]?.value);
  } finally {
    await client.end();
  }
}

const pollMs = 20;

/** A drain that has stood still for this long has ended; the worker drains ten times a second. */
const stillMs = 1_000;

/** Waits until this many are stored, or nothing has changed for a while; how many are stored then. */
export async function waitForStored(databaseUrl: string, expected: number): Promise<number> {
  let stored = await readStored(databaseUrl);
  let changedMs = performance.now();
  while (stored < expected && performance.now() - changedMs < stillMs) {
    await delay(pollMs);
    const now = await readStored(databaseUrl);
    if (now !== stored) changedMs = performance.now();
    stored = now;
  }
  return stored;
}
