import { type Remedy, sql } from '../../symptom.js';

/** Statements and settings to copy. A test runs each SQL statement on PostgreSQL. */
export const postgresRemedies = {
  sessionsByState: sql(
    'who holds connections, and in which state',
    `SELECT usename, application_name, client_addr, state, count(*), max(now() - state_change) AS longest
FROM pg_stat_activity WHERE backend_type = 'client backend'
GROUP BY 1, 2, 3, 4 ORDER BY count(*) DESC;`,
  ),
  sessionsAgainstLimit: sql(
    'connections against the limit',
    `SELECT count(*) AS used, current_setting('max_connections') AS allowed
FROM pg_stat_activity WHERE backend_type = 'client backend';`,
  ),
  endIdle: sql(
    'end sessions idle for over 5 minutes; a pool that loses them has to reconnect',
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND usename = current_user
  AND state = 'idle' AND state_change < now() - interval '5 minutes';`,
  ),
  idleTimeout: sql(
    'let the server end idle sessions of this role by itself (PostgreSQL 14 and later)',
    `ALTER ROLE CURRENT_USER SET idle_session_timeout = '5min';`,
  ),
  openTransactions: sql(
    'transactions left open, with the statement they stopped at',
    `SELECT pid, application_name, now() - xact_start AS open_for, now() - state_change AS idle_for, left(query, 200) AS last_statement
FROM pg_stat_activity WHERE state LIKE 'idle in transaction%' ORDER BY xact_start;`,
  ),
  transactionTimeout: sql(
    'let the server end transactions that do nothing',
    `ALTER ROLE CURRENT_USER SET idle_in_transaction_session_timeout = '30s';`,
  ),
  slowStatements: sql(
    'what the connections are busy with meanwhile',
    `SELECT pid, now() - query_start AS running_for, wait_event_type, wait_event, left(query, 200) AS statement
FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid() ORDER BY query_start;`,
  ),
  fullScans: sql(
    'tables that are read from end to end, the most rows first',
    `SELECT relname, seq_scan, seq_tup_read, idx_scan, n_live_tup
FROM pg_stat_user_tables ORDER BY seq_tup_read DESC LIMIT 10;`,
  ),
  poolSettings: {
    purpose: 'a bounded pool whose waiting requests give up',
    language: 'ts',
    text: 'new Pool({ max: 10, idleTimeoutMillis: 30_000, connectionTimeoutMillis: 2_000 })',
  },
} as const satisfies Readonly<Record<string, Remedy>>;
