import type { Remedy } from '../../model/symptom.js';

const sql = (purpose: string, text: string): Remedy => ({ purpose, language: 'sql', text });
const shell = (purpose: string, text: string): Remedy => ({ purpose, language: 'shell', text });
const nginx = (purpose: string, text: string): Remedy => ({ purpose, language: 'nginx', text });

/** Statements and settings, as they can be pasted. Each SQL statement is run on PostgreSQL by a test. */
export const remedies = {
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
  redisClients: shell(
    'who is connected, for how long, and with which last command',
    'redis-cli -u "$REDIS_URL" INFO clients && redis-cli -u "$REDIS_URL" CLIENT LIST',
  ),
  redisTimeout: shell(
    'let Redis close clients idle for over 5 minutes',
    'redis-cli -u "$REDIS_URL" CONFIG SET timeout 300',
  ),
  flame: shell('where the CPU time goes', 'npx leakline profile flame'),
  proxyLog: shell('why the proxy gave up', "grep -E 'upstream|limiting requests' /var/log/nginx/error.log | tail -20"),
  proxyUpstream: nginx(
    'keep connections to the service, and try another server when one refuses',
    `upstream app { server 127.0.0.1:3000 max_fails=3 fail_timeout=10s; keepalive 16; }
# in the location: proxy_http_version 1.1; proxy_set_header Connection ""; proxy_next_upstream error timeout;`,
  ),
  proxyTimeouts: nginx(
    'how long the proxy waits for an answer (60 s by default); give it more than the slowest good answer takes',
    'proxy_connect_timeout 5s; proxy_send_timeout 180s; proxy_read_timeout 180s;',
  ),
  proxyLimit: nginx(
    'the rate and burst that are let through; refused requests get 503 unless limit_req_status says 429',
    `limit_req_zone $binary_remote_addr zone=api:10m rate=20r/s;
# in the location: limit_req zone=api burst=40 nodelay; limit_req_status 429;`,
  ),
} as const satisfies Readonly<Record<string, Remedy>>;
