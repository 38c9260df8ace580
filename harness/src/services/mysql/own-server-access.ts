import { createPassword } from '../create-password.js';
import type { MysqlConnection } from './connection.js';

/** The name of the target's user, and of its database. */
const targetName = 'leakline';

/** An administrator of a server that we started. Only the observer uses it. */
export interface Admin {
  readonly name: string;
  readonly password: string;
}

const urlOf = ({ name, password }: Admin, port: number, database: string): string =>
  `mysql://${name}:${password}@127.0.0.1:${port}/${database}`;

export const adminUrl = (admin: Admin, port: number): string => urlOf(admin, port, '');

/** Makes the target's database anew and empty. The observer then uses it, so that its questions are asked there. */
export async function resetDatabase(admin: MysqlConnection, timeoutMs?: number): Promise<void> {
  await admin.query(`drop database if exists ${targetName}`, timeoutMs);
  await admin.query(`create database ${targetName} character set utf8mb4`, timeoutMs);
  await admin.query(`use ${targetName}`);
}

/**
 * Creates the target's user and database, and returns the URL. The user has no privilege of an administrator, so a
 * leaking target cannot take the connection that is reserved for one.
 */
export async function createTargetAccess(admin: MysqlConnection, port: number): Promise<string> {
  const target = { name: targetName, password: createPassword() };
  await resetDatabase(admin);
  await admin.query(`create user ${targetName}@'%' identified by '${target.password}'`);
  await admin.query(`grant all on ${targetName}.* to ${targetName}@'%'`);
  return urlOf(target, port, targetName);
}
