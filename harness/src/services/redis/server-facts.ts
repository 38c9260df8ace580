import type { RedisConnection } from './connection.js';

/** What the server says about itself. */
export interface ServerFacts {
  /** `7.0.15`, or `valkey 8.1.1`. */
  readonly version: string;
  /** Clients beside our observer; `Number.POSITIVE_INFINITY` where the server does not let us ask (`CONFIG` is closed on most hosted ones). */
  readonly maxClients: number;
}

/** Reads the facts, and fails where the user may not list clients: then there would be nothing to observe. */
export async function readServerFacts(connection: RedisConnection): Promise<ServerFacts> {
  const server = await connection.send('INFO', 'server');
  await connection.send('CLIENT', 'LIST');
  return { version: parseVersion(server), maxClients: await readMaxClients(connection) };
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

/** How the server writes the limit down, our observer included. */
export const limitSetting = (maxClients: number): string => `maxclients=${maxClients + observerClients}`;

async function readMaxClients(connection: RedisConnection): Promise<number> {
  const reply = await connection.send('CONFIG', 'GET', 'maxclients').catch(() => '');
  const [, value] = reply.split('\n');
  return value === undefined ? Number.POSITIVE_INFINITY : Number(value) - observerClients;
}
