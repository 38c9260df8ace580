import { ErrorReply } from '@redis/client';
import type { AskedNumber } from '../../model/invariant.js';
import type { ServiceObserver } from '../../model/service.js';
import { asNumber } from '../as-number.js';
import { createObserverGuard, type ObservedServer } from '../observer-guard.js';
import type { RedisConnection } from './connection.js';
import { parseClientList } from './parse-client-list.js';
import { infoField } from './server-limits.js';

/** Counts and lists clients over a connection that is already open. */
export async function createRedisObserver(
  connection: RedisConnection,
  server: ObservedServer,
): Promise<ServiceObserver> {
  const guard = createObserverGuard(server);
  const ownId = Number(await connection.send('CLIENT', 'ID'));
  return {
    kind: 'redis',
    count: () => guard(async () => parseClientCount(await connection.send('INFO', 'clients')) - 1),
    connections: () =>
      guard(async () => {
        const clients = parseClientList(await connection.send('CLIENT', 'LIST'));
        return clients.filter(({ id }) => id !== ownId);
      }),
    opened: () =>
      guard(async () => {
        const received = infoField(await connection.send('INFO', 'stats'), 'total_connections_received');
        return received === null ? null : Number(received);
      }),
    ask: (words) => guard(() => askRedis(connection, words)),
  };
}

/** Asks for a number. A key that does not exist counts as 0, as it does for INCR. */
async function askRedis(connection: RedisConnection, words: readonly string[]): Promise<AskedNumber> {
  try {
    return asNumber((await connection.ask(words)) ?? 0);
  } catch (error) {
    // A refusal of the server is told. Every other error means that the connection is lost.
    if (!(error instanceof ErrorReply)) throw error;
    return { kind: 'problem', problem: error.message };
  }
}

function parseClientCount(info: string): number {
  const value = infoField(info, 'connected_clients');
  if (value === null) throw new Error('its INFO names no connected_clients');
  return Number(value);
}
