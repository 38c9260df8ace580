import type { ServerPlace } from '../../model/service.js';
import type { PostgresConnection } from './connection.js';

/** What the server tells about itself and about the role that asks. */
export interface ServerFacts {
  readonly version: string;
  readonly user: string;
  readonly isSuperuser: boolean;
  /**
   * Whether the role sees state and query of every session: as a superuser, or with the rights of `pg_read_all_stats`,
   * which members of `pg_monitor` have.
   */
  readonly seesAllSessions: boolean;
  readonly maxConnections: number;
  /** Slots that are kept for superusers and, since PostgreSQL 16, for members of `pg_use_reserved_connections`. */
  readonly reservedConnections: number;
  /** Limits of the role and of the database; -1 for none. */
  readonly roleLimit: number;
  readonly databaseLimit: number;
}

/**
 * The statement also sets `application_name`. It does so after connecting, because an `application_name` in the URL
 * would win over ours.
 */
const factsSql = `
  select split_part(current_setting('server_version'), ' ', 1) as version,
    r.rolname as user, r.rolsuper as "isSuperuser",
    r.rolsuper or pg_has_role(r.oid, 'pg_read_all_stats', 'usage') as "seesAllSessions",
    current_setting('max_connections')::int as "maxConnections",
    current_setting('superuser_reserved_connections')::int
      + coalesce(current_setting('reserved_connections', true), '0')::int as "reservedConnections",
    r.rolconnlimit as "roleLimit", d.datconnlimit as "databaseLimit",
    set_config('application_name', 'leakline-observer', false)
  from pg_roles r, pg_database d where r.rolname = current_user and d.datname = current_database()`;

/** Reads the facts over a new connection, and names that connection `leakline-observer`. */
export async function readServerFacts(connection: PostgresConnection): Promise<ServerFacts> {
  const [facts] = await connection.query<ServerFacts>(factsSql);
  if (facts === undefined) throw new Error('it did not tell its settings');
  return facts;
}

/**
 * How many connections the role can have beside our observer's. The server keeps its reserve among the free slots, so
 * our connection is not part of the reserve.
 */
export function availableConnections(facts: ServerFacts, isSuperuser: boolean): number {
  const own = 1;
  if (isSuperuser) return facts.maxConnections - own;
  const limits = [facts.roleLimit, facts.databaseLimit].filter((limit) => limit >= 0);
  return Math.min(facts.maxConnections - facts.reservedConnections, ...limits) - own;
}

/** Where the server took our connection. Null over a Unix socket. */
export async function readOwnPlace(connection: PostgresConnection): Promise<ServerPlace | null> {
  const [place] = await connection.query<{ readonly address: string | null; readonly port: number | null }>(
    'select host(inet_server_addr()) as address, inet_server_port() as port',
  );
  return place === undefined || place.port === null ? null : { address: place.address, port: place.port };
}
