import { setTimeout as delay } from 'node:timers/promises';
import type { PoolClient } from 'pg';

/** Sessions that are as many as this, by what they do, as the server tells. */
interface ServerSessions {
  /** Client connections in all, without the observer's own. */
  count(): Promise<number>;
  /** Client connections that gave this as their `application_name`. */
  countOf(applicationName: string): Promise<number>;
  /** Of all, how many run a statement now. */
  countActive(): Promise<number>;
  /** Whether this backend runs a statement now. */
  isActive(backendPid: number): Promise<boolean>;
}

/** A real server, and the view of it that no pool of the lab can disturb. */
export interface Rig {
  readonly databaseUrl: string;
  readonly server: ServerSessions;
}

/** Holds the connection for this long, with the server at work. */
export const sleepFor =
  (heldMs: number) =>
  (client: PoolClient): Promise<unknown> =>
    client.query('SELECT pg_sleep($1)', [heldMs / 1_000]);

const quietPatienceMs = 5_000;

/** Waits until the server has no connection of the picture before. */
export async function waitUntilQuiet({ server }: Rig): Promise<void> {
  const startMs = performance.now();
  while ((await server.count()) > 0) {
    if (performance.now() - startMs > quietPatienceMs) {
      throw new Error(
        `The server still has ${await server.count()} connections after ${quietPatienceMs} ms, where none is expected. Does another program use it?`,
      );
    }
    await delay(10);
  }
}
