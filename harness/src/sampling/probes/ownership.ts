import type { ServerConnection } from '../../model/service.js';
import type { SocketTable } from '../procfs/sockets.js';

/** How connections at a server are told to be the target's. */
export type Ownership = 'socket' | 'total';

export interface OwnedConnections {
  readonly owned: readonly ServerConnection[];
  readonly by: Ownership;
}

/**
 * The connections that belong to the target: those whose client port is the local port of one of its own sockets to the
 * server. When the target does hold such sockets and none matches (address translation between the two, or no
 * socket table on this platform), every client of the server is counted instead, and the answer says so.
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
