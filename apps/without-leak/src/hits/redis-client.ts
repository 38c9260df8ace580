import { createClient } from 'redis';
import { config } from '../config.js';
import { reportLostConnection } from '../errors.js';
import { onShutdown } from '../shutdown.js';

/** As a promise, and forgotten when its connection is lost: see routes/redis.ts. */
let shared: ReturnType<typeof openClient> | undefined;

async function openClient() {
  if (config.redisUrl === null) throw new Error('REDIS_URL is not set. Set it, e.g. REDIS_URL=redis://127.0.0.1:6379');
  const client = createClient({
    url: config.redisUrl,
    // A server that hangs: without a ping an idle connection would look the same, without a limit requests would pile up.
    socket: { connectTimeout: 2_000, socketTimeout: 2_000, reconnectStrategy: false },
    pingInterval: 500,
    commandsQueueMaxLength: 10_000,
  });
  client.on('error', reportLostConnection);
  client.once('terminated', () => {
    shared = undefined;
  });
  return client.connect();
}

/** The connection for hits: one in the service, one in the worker. */
export function hitsClient(): ReturnType<typeof openClient> {
  shared ??= openClient();
  return shared;
}

onShutdown(async () => (await shared)?.close());
