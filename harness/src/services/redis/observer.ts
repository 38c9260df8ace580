import type { ServiceObserver } from '../../model/service.js';
import { createObserverGuard, type ObservedServer } from '../observer-guard.js';
import type { RedisConnection } from './connection.js';
import { parseClientList } from './parse-client-list.js';
import { infoField } from './server-facts.js';

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
  };
}

function parseClientCount(info: string): number {
  const value = infoField(info, 'connected_clients');
  if (value === null) throw new Error('its INFO names no connected_clients');
  return Number(value);
}
