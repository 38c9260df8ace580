import { createClient } from 'redis';

/** A connection of our own to look at Redis, and to pause it. */
export function createRedisObserver(url: string) {
  const client = createClient({ url });
  client.on('error', () => undefined);
  return client;
}

export type RedisObserver = ReturnType<typeof createRedisObserver>;

/** Where the buffered twin keeps what is not stored yet. */
export const waitingKeys = ['{hits}:pending', '{hits}:taken'];
