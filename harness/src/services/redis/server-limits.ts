import type { ServerPlace } from '../../model/service.js';
import type { ServerLimits } from '../service-access.js';
import type { RedisConnection } from './connection.js';

/**
 * Reads the version, such as `7.0.15` or `valkey 8.1.1`, and how many clients there may be. Fails where the user may
 * not list clients.
 */
export async function readServerLimits(connection: RedisConnection): Promise<ServerLimits> {
  const server = await connection.send('INFO', 'server');
  await connection.send('CLIENT', 'LIST');
  const maxConnections = await readMaxClients(connection);
  const ownPlace = await readOwnPlace(connection, server);
  return {
    ...(ownPlace === null ? {} : { ownPlace }),
    version: parseVersion(server),
    maxConnections,
    // The setting as it is configured, with our observer.
    limitSetting: `maxclients=${maxConnections + observerClients}`,
  };
}

/** The value of one line of `INFO`; null where there is no such line. */
export function infoField(reply: string, name: string): string | null {
  const line = reply.split(/\r?\n/).find((candidate) => candidate.startsWith(`${name}:`));
  return line?.slice(name.length + 1) ?? null;
}

function parseVersion(info: string): string {
  const valkey = infoField(info, 'valkey_version');
  return valkey === null ? (infoField(info, 'redis_version') ?? 'unknown') : `valkey ${valkey}`;
}

const observerClients = 1;

/**
 * How many clients there may be beside our observer. Infinite where the server does not let us ask: most hosted servers
 * refuse `CONFIG`.
 */
async function readMaxClients(connection: RedisConnection): Promise<number> {
  const reply = await connection.send('CONFIG', 'GET', 'maxclients').catch(() => '');
  const [, value] = reply.split('\n');
  return value === undefined ? Number.POSITIVE_INFINITY : Number(value) - observerClients;
}

/**
 * Where the server took our connection. Redis tells its address since version 6.2 (`laddr` of `CLIENT INFO`). Older ones
 * tell their port only.
 */
async function readOwnPlace(connection: RedisConnection, server: string): Promise<ServerPlace | null> {
  const info = await connection.send('CLIENT', 'INFO').catch(() => '');
  const [, address, port] = / laddr=(\S+):(\d+)/.exec(info) ?? [];
  if (address !== undefined && Number(port) > 0)
    return { address: address.replace(/^\[(.*)\]$/, '$1'), port: Number(port) };
  const tcpPort = Number(infoField(server, 'tcp_port'));
  return tcpPort > 0 ? { address: null, port: tcpPort } : null;
}
