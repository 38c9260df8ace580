import type { RequestHandler } from 'express';
import { Client } from 'pg';
import { config } from '../config.js';
import { reportLostConnection } from '../errors.js';
import { onShutdown } from '../shutdown.js';

/**
 * LEAK: a connection per request. Each request opens its own client, which stays in this list "so that shutdown can end
 * it"; nothing ends it before. The server's `max_connections` is the limit, and the database of everyone else stops too.
 */
const clients: Client[] = [];

async function openClient(): Promise<Client> {
  const client = new Client({ connectionString: config.databaseUrl });
  client.on('error', reportLostConnection);
  await client.connect();
  clients.push(client);
  return client;
}

onShutdown(() => Promise.all(clients.map((client) => client.end())));

export const database: RequestHandler = async (_request, response) => {
  const client = await openClient();
  const { rows } = await client.query('SELECT sku, name, price_cents, stock FROM products ORDER BY sku');
  response.json({ products: rows });
};
