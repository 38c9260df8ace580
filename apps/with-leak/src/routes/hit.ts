import type { RequestHandler } from 'express';
import { Client } from 'pg';
import { config } from '../config.js';
import { reportLostConnection } from '../errors.js';

async function openClient(): Promise<Client> {
  const client = new Client({ connectionString: config.databaseUrl });
  client.on('error', reportLostConnection);
  await client.connect();
  return client;
}

/** Reads the counter, adds one here, writes it back: what an ORM makes of `counter.value += 1`. */
async function countHit(client: Client): Promise<number> {
  await client.query('BEGIN');
  const { rows } = await client.query<{ value: string }>('SELECT value FROM hit_counter WHERE id = 1');
  const count = Number(rows[0]?.value) + 1;
  await client.query('UPDATE hit_counter SET value = $1 WHERE id = 1', [count]);
  await client.query('COMMIT');
  return count;
}

/**
 * LOSS: nothing grows here, for the connection is closed again, but hits go missing. Each request needs a connection of its
 * own: past the server's `max_connections` it is refused. Of two requests that read the same value one overwrites the
 * other, and both are told that they were counted.
 */
export const hit: RequestHandler = async (_request, response) => {
  const client = await openClient();
  try {
    response.json({ count: await countHit(client) });
  } finally {
    await client.end();
  }
};
