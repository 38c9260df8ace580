import { Socket } from 'node:net';
import pg from 'pg';
import { unlessAborted } from '../../platform/unless-aborted.js';
import { LateError, withinTime } from '../../platform/within-time.js';
import { answerTimeoutMs } from '../observer-guard.js';

/** One connection to PostgreSQL, ours. */
export interface PostgresConnection {
  readonly host: string;
  readonly port: number;
  /** `timeoutMs` for statements that work on all of the data. */
  query<Row>(text: string, options?: { readonly name?: string; readonly timeoutMs?: number }): Promise<readonly Row[]>;
  /** Rows as lists of values: two columns may have the same name. */
  queryValues(text: string): Promise<readonly (readonly unknown[])[]>;
  /** Says goodbye, and hangs up on a server that does not answer to that. */
  close(): Promise<void>;
}

/** A loopback or LAN server answers in milliseconds; a cloud one that wakes up may take seconds. */
const connectTimeoutMs = 10_000;

/** A server that hangs must not keep us from going. */
const closeTimeoutMs = 1_000;

/** Opens a connection; an abort cuts the attempt off at once. Rejects with the error as `pg` gives it. */
export async function connectPostgres(url: string, signal: AbortSignal): Promise<PostgresConnection> {
  signal.throwIfAborted();
  const socket = new Socket();
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    stream: () => socket,
  });
  // A lost connection shows in the next query; without a listener it would end the process.
  client.on('error', () => undefined);
  await connectUnlessAborted(client, socket, signal);
  const inTime = async <T>(asking: Promise<T>, timeoutMs: number): Promise<T> =>
    withinTime(asking, timeoutMs).catch((error: unknown) => {
      // What comes after it would wait behind it.
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
