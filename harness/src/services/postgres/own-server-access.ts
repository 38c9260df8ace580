import { createPassword } from '../create-password.js';
import type { PostgresConnection } from './connection.js';

/** Superuser of a server that we started; only the observer uses it. */
export const adminName = 'leakline_admin';
/** The role of the target. */
export const targetName = 'leakline';

/** The database that `initdb` makes. Giving it to the target saves 0.2 s against a `create database`. */
const databaseName = 'postgres';

/** For connections of ours to a server of ours, which speaks no TLS: `pg` would obey a `PGSSLMODE` of the user's shell. */
export function withoutTls(url: string): string {
  const changed = new URL(url);
  changed.searchParams.set('sslmode', 'disable');
  return changed.href;
}

export const adminUrl = (port: number, password: string): string =>
  withoutTls(`postgres://${adminName}:${password}@127.0.0.1:${port}/${databaseName}`);

/**
 * Creates the role for the target, gives it the database, and returns the URL. The role is no superuser, so that a leaking
 * target cannot take the slots reserved for the observer. One SCRAM iteration (PostgreSQL 16 on) is as safe as 4,096 for a
 * random password, and keeps hashing out of the cost of a connection.
 */
export async function createTargetAccess(admin: PostgresConnection, port: number): Promise<string> {
  const password = createPassword();
  await admin.query(
    `select set_config('scram_iterations', '1', false) where current_setting('server_version_num')::int >= 160000`,
  );
  await admin.query(`create role ${targetName} login password '${password}'`);
  await admin.query(`alter database ${databaseName} owner to ${targetName}`);
  return `postgres://${targetName}:${password}@127.0.0.1:${port}/${databaseName}`;
}
