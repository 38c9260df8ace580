import type { ServerLimits } from '../service-access.js';
import type { RedisConnection } from './connection.js';

/** Reads the version, as `7.0.15` or `valkey 8.1.1`, and how many clients there may be. */
export async function readServerLimits(connection: RedisConnection): Promise<ServerLimits> {
  const server = await connection.send('INFO', 'server');
  await connection.send('CLIENT', 'LIST');
  const maxConnections = await readMaxClients(connection);
  return {
    version: parseVersion(server),
    maxConnections,
    // As it is written down, our observer included.
    limitSetting: `maxclients=${maxConnections + observerClients}`,
  };
}

/** The value of one line of `INFO`. */
export function infoField(reply: string, name: string): string | null {
  const line = reply.split(/\r?\n/).find((candidate) => candidate.startsWith(`${name}:`));
  return line?.slice(name.length + 1) ?? null;
}

function parseVersion(info: string): string {
  const valkey = infoField(info, 'valkey_version');
  return valkey === null ? (infoField(info, 'redis_version') ?? 'unknown') : `valkey ${valkey}`;
}

const observerClients = 1;

/** Clients beside our observer; infinite where the server does not let us ask (`CONFIG` is closed on most hosted ones). */
async function readMaxClients(connection: RedisConnection): Promise<number> {
  const reply = await connection.send('CONFIG', 'GET', 'maxclients').catch(() => '');
  const [, value] = reply.split('\n');
  return value === undefined ? Number.POSITIVE_INFINITY : Number(value) - observerClients;
}
