import { setTimeout as delay } from 'node:timers/promises';
import type { ServerConnection, ServiceObserver } from '../../model/service.js';
import { createObserverGuard, type ObservedServer } from '../observer-guard.js';
import { askReadOnly } from './ask-read-only.js';
import { collapseLiterals } from './collapse-literals.js';
import type { MysqlConnection } from './connection.js';

/** Asks for one number that the server keeps about itself. */
const statusSql = (name: string): string => `show global status like '${name}'`;

/** The clients. Threads of the server itself and of its replicas are none. */
const clientsSql = `
  from information_schema.processlist p
  where p.id <> connection_id() and p.command not in ('Daemon', 'Binlog Dump', 'Binlog Dump GTID')
    and p.user not in ('system user', 'event_scheduler')`;

/** Lists more of each statement than is kept, so that a literal is still whole where the text is cut. */
const listSql = `select p.id, p.host, p.command, p.time as seconds, left(p.info, 1000) as statement ${clientsSql} order by p.id`;

/**
 * The time between two looks at transactions. InnoDB answers from a copy, which it makes anew only where nobody has
 * asked for 0.1 s. Whoever asks more often always gets the same answer. Source: `CACHE_MIN_IDLE_TIME_US` of InnoDB.
 */
const transactionsAgeMs = 120;

/** The open transactions of InnoDB. One that has neither read nor written anything is not among them. */
const transactionsSql = 'select trx_mysql_thread_id as id from information_schema.innodb_trx';

interface ProcessRow {
  readonly id: string | number;
  readonly host: string;
  readonly command: string;
  readonly seconds: string | number | null;
  readonly statement: string | null;
}

const commandCharacters = 200;

/**
 * Counts and lists connections over one that is already open.
 *
 * @param seesAllSessions whether the user may list transactions.
 */
export function createMysqlObserver(
  connection: MysqlConnection,
  server: ObservedServer,
  seesAllSessions: boolean,
): ServiceObserver {
  const guard = createObserverGuard(server);
  let askedMs = Number.NEGATIVE_INFINITY;

  async function readStatus(name: string): Promise<number | null> {
    const [row] = await connection.queryValues(statusSql(name));
    return row === undefined ? null : Number(row[1]);
  }

  async function readTransactions(): Promise<ReadonlySet<number>> {
    if (!seesAllSessions) return new Set();
    await delay(Math.max(0, askedMs + transactionsAgeMs - performance.now()));
    const rows = await connection.query<{ readonly id: string | number }>(transactionsSql);
    askedMs = performance.now();
    return new Set(rows.map(({ id }) => Number(id)));
  }

  return {
    kind: 'mysql',
    count: () =>
      guard(async () => {
        const connected = await readStatus('Threads_connected');
        if (connected === null) throw new Error('it names no Threads_connected');
        return connected - 1;
      }),
    connections: () =>
      guard(async () => {
        const open = await readTransactions();
        const rows = await connection.query<ProcessRow>(listSql);
        return rows.map((row) => toServerConnection(row, open));
      }),
    opened: () => guard(() => readStatus('Connections')),
    ask: ([statement = '']) => guard(() => askReadOnly(connection, statement)),
  };
}

function stateOf({ id, command }: ProcessRow, open: ReadonlySet<number>): string {
  if (command !== 'Sleep') return 'active';
  return open.has(Number(id)) ? 'idle in transaction' : 'idle';
}

/** Splits a host such as `127.0.0.1:40312`. Over a Unix socket it is `localhost`, without a port. */
function addressOf(host: string): readonly [address: string | null, port: number | null] {
  const [, address, port] = /^(.*):(\d+)$/.exec(host) ?? [];
  return address === undefined ? [null, null] : [address, Number(port)];
}

function toServerConnection(row: ProcessRow, open: ReadonlySet<number>): ServerConnection {
  const [clientAddress, clientPort] = addressOf(row.host);
  return {
    id: Number(row.id),
    clientAddress,
    clientPort,
    state: stateOf(row, open),
    applicationName: '',
    lastCommand: collapseLiterals(row.statement ?? '').slice(0, commandCharacters),
    // The server does not tell when a connection was opened, so this is the time in its present state.
    ageSeconds: Number(row.seconds ?? 0),
    idleSeconds: Number(row.seconds ?? 0),
  };
}
