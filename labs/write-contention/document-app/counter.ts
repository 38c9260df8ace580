import { Client } from 'pg';
import { createClient } from 'redis';

/** Runs one statement past the app, over a connection of its own. */
async function ask(databaseUrl: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The value of the lesson's counter; 0 while its row is missing. */
export async function readCounter(databaseUrl: string): Promise<number> {
  const [row] = await ask(databaseUrl, 'SELECT value FROM counter WHERE id = 1');
  return Number(row?.value ?? 0);
}

/** Sets the counter to 0, or removes its row, as before the first hit of all. */
export async function resetCounter(databaseUrl: string, keepsRow: boolean): Promise<void> {
  await ask(databaseUrl, 'DELETE FROM counter');
  if (keepsRow) await ask(databaseUrl, 'INSERT INTO counter (id, value) VALUES (1, 0)');
}

/** Hits that wait in Redis. */
export async function readPending(redisUrl: string): Promise<number> {
  const client = createClient({ url: redisUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return Number((await client.get('pending_hits')) ?? 0);
  } finally {
    await client.close();
  }
}

/** Holds the counter's row in a transaction, so that what writes to it waits, until released. */
export async function lockCounter(databaseUrl: string): Promise<{ release(): Promise<void> }> {
  const client = new Client({ connectionString: databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  await client.query('BEGIN');
  await client.query('SELECT value FROM counter WHERE id = 1 FOR UPDATE');
  return { release: () => client.end() };
}
