import type { RequestHandler } from 'express';
import { createClient } from 'redis';
import { config } from '../config.js';
import { reportLostConnection } from '../errors.js';

/**
 * LEAK: a client per request. It is never closed, and going out of scope does not close it: the event loop holds the
 * open socket, and the socket holds the client. The server's `maxclients` or the limit of open files ends it.
 */
async function openClient() {
  if (config.redisUrl === null) throw new Error('REDIS_URL is not set. Set it, e.g. REDIS_URL=redis://127.0.0.1:6379');
  const client = createClient({
    url: config.redisUrl,
    // No retries: a request wants an answer now, and a later request tries again.
    socket: { connectTimeout: 2_000, reconnectStrategy: false },
  });
  client.on('error', reportLostConnection);
  return client.connect();
}

export const redis: RequestHandler = async (_request, response) => {
  const client = await openClient();
  await client.set('last-visit', new Date().toISOString(), { expiration: { type: 'EX', value: 60 } });
  response.json({ lastVisit: await client.get('last-visit') });
};
