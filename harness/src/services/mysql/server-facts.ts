import type { ServerLimits } from '../service-access.js';
import type { MysqlConnection } from './connection.js';

/** What the server tells about itself and about the user who asks. */
export interface ServerFacts extends ServerLimits {
  readonly user: string;
  /** Whether the user has the privilege PROCESS, and so sees the connections and the transactions of all users. */
  readonly seesAllSessions: boolean;
}

const factsSql = `
  select version() as version, current_user() as user, @@global.max_connections as maxConnections,
    @@port as ownPort,
    @@session.max_user_connections as userLimit,
    exists (select 1 from information_schema.user_privileges
      where privilege_type = 'PROCESS'
        and grantee = concat('''', replace(current_user(), '@', '''@'''), '''')) as seesAllSessions`;

interface FactsRow {
  readonly version: string;
  readonly user: string;
  readonly maxConnections: string | number;
  readonly ownPort: string | number;
  readonly userLimit: string | number;
  readonly seesAllSessions: string | number;
}

/** The version as it is shown: `mariadb 10.11.6` or `mysql 8.4.3`. What follows the first hyphen is left out. */
const shownVersion = (version: string): string =>
  /mariadb/i.test(version) ? `mariadb ${version.split('-', 1)[0]}` : `mysql ${version.split('-', 1)[0]}`;

/** Reads the facts. One of the connections is our observer's, so it is not counted as available. */
export async function readServerFacts(connection: MysqlConnection): Promise<ServerFacts> {
  const [row] = await connection.query<FactsRow>(factsSql);
  if (row === undefined) throw new Error('it did not tell its settings');
  const maxConnections = Number(row.maxConnections);
  // 0 means that the user has no limit.
  const userLimit = Number(row.userLimit) || Number.POSITIVE_INFINITY;
  const ownPort = Number(row.ownPort);
  return {
    ...(ownPort > 0 ? { ownPlace: { address: null, port: ownPort } } : {}),
    version: shownVersion(row.version),
    user: row.user,
    seesAllSessions: Number(row.seesAllSessions) === 1,
    maxConnections: Math.min(maxConnections, userLimit) - 1,
    limitSetting: `max_connections=${maxConnections}`,
  };
}
