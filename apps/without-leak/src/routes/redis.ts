import type { RequestHandler } from 'express';
import { createClient } from 'redis';
import { config } from '../config.js';
import { reportLostConnection } from '../errors.js';
import { onShutdown } from '../shutdown.js';

/**
 * The one client of the process, as a promise: requests that arrive while it still connects wait for the same one.
 * Forgotten when its connection is lost or never came to be, so that the next request opens another.
 */
let shared: ReturnType<typeof openClient> | undefined;

async function openClient() {
  if (config.redisUrl === null) throw new Error('REDIS_URL is not set. Set it, e.g. REDIS_URL=redis://127.0.0.1:6379');
  const client = createClient({
    url: config.redisUrl,
    // No retries: a request wants an answer now, and a later request tries again.
    socket: { connectTimeout: 2_000, reconnectStrategy: false },
  });
  client.on('error', reportLostConnection);
  client.once('terminated', () => {
    shared = undefined;
  });
  return client.connect();
}

function sharedClient(): ReturnType<typeof openClient> {
  shared ??= openClient();
  return shared;
}

onShutdown(async () => (await shared)?.close());

export const redis: RequestHandler = async (_request, response) => {
  const client = await sharedClient();
  await client.set('last-visit', new Date().toISOString(), { expiration: { type: 'EX', value: 60 } });
  response.json({ lastVisit: await client.get('last-visit') });
};
