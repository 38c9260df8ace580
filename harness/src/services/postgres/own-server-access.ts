import { createPassword } from '../create-password.js';
import type { PostgresConnection } from './connection.js';

/** The superuser of a server that we started. Only the observer uses it. */
export const adminName = 'leakline_admin';
/** The role of the target. */
export const targetName = 'leakline';

/** The database that `initdb` makes. The target gets it, which saves 0.2 s compared with a `create database`. */
const databaseName = 'postgres';

/**
 * For our connections to our own server, which speaks no TLS. Otherwise `pg` would obey a `PGSSLMODE` of the user's
 * shell.
 */
export function withoutTls(url: string): string {
  const changed = new URL(url);
  changed.searchParams.set('sslmode', 'disable');
  return changed.href;
}

export const adminUrl = (port: number, password: string): string =>
  withoutTls(`postgresql://${adminName}:${password}@127.0.0.1:${port}/${databaseName}`);

/**
 * Creates the role for the target, gives it the database, and returns the URL. The role is no superuser, so a leaking
 * target cannot take the slots that are reserved for the observer. From PostgreSQL 16 on there is only one SCRAM
 * iteration. For a random password it is as safe as 4,096, and it keeps hashing out of the cost of a connection. The
 * scheme is `postgresql`, because SQLAlchemy does not take its short form.
 */
export async function createTargetAccess(admin: PostgresConnection, port: number): Promise<string> {
  const password = createPassword();
  await admin.query(
    `select set_config('scram_iterations', '1', false) where current_setting('server_version_num')::int >= 160000`,
  );
  await admin.query(`create role ${targetName} login password '${password}'`);
  await admin.query(`alter database ${databaseName} owner to ${targetName}`);
  return `postgresql://${targetName}:${password}@127.0.0.1:${port}/${databaseName}`;
}
