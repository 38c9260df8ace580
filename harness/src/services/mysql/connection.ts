import { Socket } from 'node:net';
import mysql from 'mysql2';
import { unlessAborted } from '../../platform/unless-aborted.js';
import { LateError, withinTime } from '../../platform/within-time.js';
import { answerTimeoutMs } from '../observer-guard.js';
import type { ServiceConnection } from '../service-access.js';

/** A connection of ours to MySQL or MariaDB. */
export interface MysqlConnection extends ServiceConnection {
  /** `timeoutMs` is given for statements that work on all of the data. */
  query<Row>(text: string, timeoutMs?: number): Promise<readonly Row[]>;
  /**
   * Returns rows as lists of values, because two columns may have the same name. A statement without rows returns none.
   */
  queryValues(text: string): Promise<readonly (readonly unknown[])[]>;
}

/** A server on loopback or in the LAN answers in milliseconds. One in a cloud that wakes up may take seconds. */
const connectTimeoutMs = 10_000;

/** A server that hangs must not keep us from ending. */
const closeTimeoutMs = 1_000;

const defaultPort = 3306;

/** mysql2 accepts only this protocol in an address. */
const withMysqlProtocol = (url: string): string => url.replace(/^mariadb:/, 'mysql:');

/** Opens a connection. An abort ends the attempt at once. Rejects with the error that `mysql2` gives. */
export async function connectMysql(url: string, signal: AbortSignal): Promise<MysqlConnection> {
  signal.throwIfAborted();
  const { hostname, port } = new URL(url);
  const address = {
    host: hostname.replace(/^\[(.*)\]$/, '$1') || 'localhost',
    port: port === '' ? defaultPort : Number(port),
  };
  const socket = new Socket();
  socket.setKeepAlive(true);
  const client = mysql.createConnection({
    uri: withMysqlProtocol(url),
    connectTimeout: connectTimeoutMs,
    supportBigNumbers: true,
    bigNumberStrings: true,
    dateStrings: true,
    stream: () => socket.connect(address),
  });
  // A lost connection shows in the next query. Without a listener it would end the process.
  client.on('error', () => undefined);
  const connecting = new Promise<void>((resolve, reject) => {
    client.connect((error) => (error === null ? resolve() : reject(error)));
  });
  await unlessAborted(withinTime(connecting, connectTimeoutMs), signal).catch((error: unknown) => {
    client.destroy();
    throw error;
  });
  const ask = async (sql: string, rowsAsArray: boolean, timeoutMs: number): Promise<readonly unknown[]> => {
    const answer = new Promise<readonly unknown[]>((resolve, reject) => {
      client.query({ sql, rowsAsArray }, (error, rows) =>
        error === null ? resolve(Array.isArray(rows) ? rows : []) : reject(error),
      );
    });
    return withinTime(answer, timeoutMs).catch((error: unknown) => {
      // Later questions would wait behind the late one.
      if (error instanceof LateError) client.destroy();
      throw error;
    });
  };
  return {
    ...address,
    query: async <Row>(text: string, timeoutMs = answerTimeoutMs) =>
      (await ask(text, false, timeoutMs)) as readonly Row[],
    queryValues: async (text) => (await ask(text, true, answerTimeoutMs)) as readonly (readonly unknown[])[],
    close: async () => {
      const ended = new Promise<void>((resolve) => client.end(() => resolve()));
      await withinTime(ended, closeTimeoutMs).catch(() => client.destroy());
    },
  };
}
