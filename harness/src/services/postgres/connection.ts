import { Socket } from 'node:net';
import pg from 'pg';
import { unlessAborted } from '../../platform/unless-aborted.js';
import { LateError, withinTime } from '../../platform/within-time.js';
import { answerTimeoutMs } from '../observer-guard.js';

/** A connection of ours to PostgreSQL. */
export interface PostgresConnection {
  readonly host: string;
  readonly port: number;
  /** `timeoutMs` is given for statements that work on all of the data. */
  query<Row>(text: string, options?: { readonly name?: string; readonly timeoutMs?: number }): Promise<readonly Row[]>;
  /** Returns rows as lists of values, because two columns may have the same name. */
  queryValues(text: string): Promise<readonly (readonly unknown[])[]>;
  /** Closes the connection in the server's protocol, and hangs up where the server does not answer to that. */
  close(): Promise<void>;
}

/** A server on loopback or in the LAN answers in milliseconds. One in a cloud that wakes up may take seconds. */
const connectTimeoutMs = 10_000;

/** A server that hangs must not keep us from ending. */
const closeTimeoutMs = 1_000;

/** Opens a connection. An abort ends the attempt at once. Rejects with the error that `pg` gives. */
export async function connectPostgres(url: string, signal: AbortSignal): Promise<PostgresConnection> {
  signal.throwIfAborted();
  const socket = new Socket();
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    stream: () => socket,
  });
  // A lost connection shows in the next query. Without a listener it would end the process.
  client.on('error', () => undefined);
  await connectUnlessAborted(client, socket, signal);
  const inTime = async <T>(asking: Promise<T>, timeoutMs: number): Promise<T> =>
    withinTime(asking, timeoutMs).catch((error: unknown) => {
      // Later questions would wait behind the late one.
      if (error instanceof LateError) socket.destroy();
      throw error;
    });
  return {
    host: client.host,
    port: client.port,
    query: async <Row>(text: string, options: { readonly name?: string; readonly timeoutMs?: number } = {}) => {
      const { timeoutMs = answerTimeoutMs, ...named } = options;
      const { rows } = await inTime(client.query({ text, ...named }), timeoutMs);
      return rows as readonly Row[];
    },
    queryValues: async (text) => (await inTime(client.query({ text, rowMode: 'array' }), answerTimeoutMs)).rows,
    close: async () => {
      await withinTime(client.end(), closeTimeoutMs).catch(() => socket.destroy());
    },
  };
}

async function connectUnlessAborted(client: pg.Client, socket: Socket, signal: AbortSignal): Promise<void> {
  try {
    await unlessAborted(withinTime(client.connect(), connectTimeoutMs), signal);
  } catch (error) {
    socket.destroy();
    throw error;
  }
}
