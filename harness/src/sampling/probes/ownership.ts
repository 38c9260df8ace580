import type { ServerConnection } from '../../model/service.js';
import type { SocketTable } from '../procfs/sockets.js';

/** How the target's connections at a server are known: by its own sockets, or not, so that all clients are counted. */
export type Ownership = 'socket' | 'total';

export interface OwnedConnections {
  readonly owned: readonly ServerConnection[];
  readonly by: Ownership;
}

/**
 * Finds the connections that belong to the target: their client port is the local port of one of its own sockets to the
 * server. All clients of the server are counted instead, and the answer says so, where this platform has no socket
 * table, or where the target holds such sockets and none matches. Then addresses are translated between the two.
 */
export function ownedConnections(
  connections: readonly ServerConnection[],
  sockets: SocketTable | null,
  serverPort: number,
): OwnedConnections {
  if (sockets === null) return { owned: connections, by: 'total' };
  const ports = new Set(
    sockets.tcp.filter((socket) => socket.remotePort === serverPort).map((socket) => socket.localPort),
  );
  const owned = connections.filter(({ clientPort }) => clientPort !== null && ports.has(clientPort));
  const isTranslated = ports.size > 0 && owned.length === 0 && connections.length > 0;
  return isTranslated ? { owned: connections, by: 'total' } : { owned, by: 'socket' };
}
