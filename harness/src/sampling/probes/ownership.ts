import type { RunningService, ServerConnection } from '../../model/service.js';
import type { OwnedSocket, SocketTable } from '../procfs/sockets.js';

/** How the target's connections at a server are known: by its own sockets, or not, so that all clients are counted. */
export type Ownership = 'socket' | 'total';

export interface OwnedConnections {
  readonly owned: readonly ServerConnection[];
  readonly by: Ownership;
}

/** Where a server takes connections: the place in its URL, and the place as the server itself knows it. */
type ServerPorts = Pick<RunningService, 'port' | 'ownPlace'>;

/** A target in a container reaches a server beside it at the server's own place, not at the published port. */
const leadsTo =
  ({ port, ownPlace }: ServerPorts) =>
  ({ remoteAddress, remotePort }: OwnedSocket): boolean =>
    remotePort === port ||
    (remotePort === ownPlace?.port && (ownPlace.address === null || ownPlace.address === remoteAddress));

/**
 * Finds the connections that belong to the target: their client port is the local port of one of its own sockets to the
 * server. If the server also sees the local address of one of these sockets, nobody translates addresses on the way.
 * Then the address has to match as well, because processes in several containers may have the same local port. All
 * clients of the server are counted instead, and the answer says so, where this platform has no socket table, or where
 * the target holds such sockets and none matches. Then addresses are translated between the two.
 */
export function ownedConnections(
  connections: readonly ServerConnection[],
  sockets: SocketTable | null,
  server: ServerPorts,
): OwnedConnections {
  if (sockets === null) return { owned: connections, by: 'total' };
  const own = sockets.tcp.filter(leadsTo(server));
  const ports = new Set(own.map(({ localPort }) => localPort));
  const pairs = new Set(own.map(({ localAddress, localPort }) => `${localAddress} ${localPort}`));
  const byPort = connections.filter(({ clientPort }) => clientPort !== null && ports.has(clientPort));
  const byPair = byPort.filter(({ clientAddress, clientPort }) => pairs.has(`${clientAddress} ${clientPort}`));
  const owned = byPair.length > 0 ? byPair : byPort;
  const isTranslated = ports.size > 0 && owned.length === 0 && connections.length > 0;
  return isTranslated ? { owned: connections, by: 'total' } : { owned, by: 'socket' };
}
