import { Socket } from 'node:net';
import pg from 'pg';
import { unlessAborted } from '../../platform/unless-aborted.js';

/** One connection to PostgreSQL, ours. */
export interface PostgresConnection {
  readonly host: string;
  readonly port: number;
  query<Row>(text: string, name?: string): Promise<readonly Row[]>;
  /** Rows as lists of values: two columns may have the same name. */
  queryValues(text: string): Promise<readonly (readonly unknown[])[]>;
  close(): Promise<void>;
}

/** A loopback or LAN server answers in milliseconds; a cloud one that wakes up may take seconds. */
const connectTimeoutMs = 10_000;

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
  return {
    host: client.host,
    port: client.port,
    query: async <Row>(text: string, name?: string) => {
      const { rows } = await client.query(name === undefined ? { text } : { text, name });
      return rows as readonly Row[];
    },
    queryValues: async (text) => (await client.query({ text, rowMode: 'array' })).rows,
    close: async () => {
      await client.end();
    },
  };
}

async function connectUnlessAborted(client: pg.Client, socket: Socket, signal: AbortSignal): Promise<void> {
  try {
    await unlessAborted(client.connect(), signal);
  } catch (error) {
    socket.destroy();
    throw error;
  }
}
