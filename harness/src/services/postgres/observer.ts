import type { ServerConnection, ServiceObserver } from '../../model/service.js';
import { createObserverGuard, type ObservedServer } from '../observer-guard.js';
import { askReadOnly } from './ask-read-only.js';
import { collapseLiterals } from './collapse-literals.js';
import type { PostgresConnection } from './connection.js';

/**
 * Client sessions in all databases, without our own session. Where a role may not see a session, its type is null. A
 * session with a user and a database then counts as a client, because background workers have neither.
 */
const clientSessions = `
  from pg_stat_activity
  where pid <> pg_backend_pid()
    and (backend_type = 'client backend' or (backend_type is null and usesysid is not null and datid is not null))`;

const countSql = `select count(*)::int as count ${clientSessions}`;

/**
 * The count exists since PostgreSQL 14. It is read by way of JSON, because naming a column that is not there would be
 * an error, and an error means a lost server.
 */
const openedSql = `select sum((to_jsonb(d) ->> 'sessions')::float8) as opened from pg_stat_database d`;

/** Lists more of each query than is kept, so that a literal is still whole where the text is cut. */
const listSql = `
  select pid, host(client_addr) as address, nullif(client_port, -1) as port, coalesce(state, 'hidden') as state,
    application_name as application, left(query, 1000) as query,
    coalesce(extract(epoch from clock_timestamp() - backend_start), 0)::float8 as age,
    coalesce(extract(epoch from clock_timestamp() - state_change), 0)::float8 as idle
  ${clientSessions} order by pid`;

interface SessionRow {
  readonly pid: number;
  readonly address: string | null;
  readonly port: number | null;
  readonly state: string;
  readonly application: string;
  readonly query: string | null;
  readonly age: number;
  readonly idle: number;
}

const commandCharacters = 200;

/** Counts and lists sessions over a connection that is already open. */
export function createPostgresObserver(connection: PostgresConnection, server: ObservedServer): ServiceObserver {
  const guard = createObserverGuard(server);
  return {
    kind: 'postgres',
    count: () =>
      guard(async () => {
        const [row] = await connection.query<{ readonly count: number }>(countSql, { name: 'leakline-count' });
        if (row === undefined) throw new Error('it gave no answer to a count');
        return row.count;
      }),
    connections: () =>
      guard(async () =>
        (await connection.query<SessionRow>(listSql, { name: 'leakline-list' })).map(toServerConnection),
      ),
    opened: () =>
      guard(async () => {
        const [row] = await connection.query<{ readonly opened: number | null }>(openedSql, {
          name: 'leakline-opened',
        });
        return row?.opened ?? null;
      }),
    ask: ([statement = '']) => guard(() => askReadOnly(connection, statement)),
  };
}

function toServerConnection(row: SessionRow): ServerConnection {
  return {
    id: row.pid,
    clientAddress: row.address,
    clientPort: row.port,
    state: row.state,
    applicationName: row.application,
    lastCommand: collapseLiterals(row.query ?? '').slice(0, commandCharacters),
    ageSeconds: row.age,
    idleSeconds: row.idle,
  };
}
