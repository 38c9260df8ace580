import { type Remedy, sql } from '../../symptom.js';

/** Statements and settings to copy. A test runs each SQL statement on MariaDB. */
export const mysqlRemedies = {
  sessionsByState: sql(
    'who holds connections, and what they do',
    `SELECT user, SUBSTRING_INDEX(host, ':', 1) AS client, command, COUNT(*) AS connections, MAX(time) AS longest_seconds
FROM information_schema.processlist GROUP BY 1, 2, 3 ORDER BY connections DESC;`,
  ),
  sessionsAgainstLimit: sql(
    'connections against the limit',
    `SELECT COUNT(*) AS used, @@max_connections AS allowed FROM information_schema.processlist WHERE command <> 'Daemon';`,
  ),
  idleTimeout: sql(
    'let the server end sessions that are idle for over 5 minutes; a pool that loses them has to reconnect',
    'SET GLOBAL wait_timeout = 300;',
  ),
  openTransactions: sql(
    'transactions left open, the oldest first',
    `SELECT trx_mysql_thread_id AS connection, trx_started, trx_rows_locked, trx_rows_modified
FROM information_schema.innodb_trx ORDER BY trx_started;`,
  ),
  slowStatements: sql(
    'what the connections are busy with meanwhile',
    `SELECT id, time AS seconds, state, LEFT(info, 200) AS statement
FROM information_schema.processlist WHERE command NOT IN ('Sleep', 'Daemon') ORDER BY time DESC;`,
  ),
  poolSettings: {
    purpose: 'a bounded pool',
    language: 'ts',
    text: 'mysql.createPool({ connectionLimit: 10, maxIdle: 10, idleTimeout: 60_000, queueLimit: 100 })',
  },
} as const satisfies Readonly<Record<string, Remedy>>;
