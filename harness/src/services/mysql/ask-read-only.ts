import type { AskedNumber } from '../../model/invariant.js';
import { longestQuestionMs, singleNumber } from '../as-number.js';
import { collapseLiterals } from './collapse-literals.js';
import type { MysqlConnection } from './connection.js';

/** Errors of the server carry an SQLSTATE. All others mean that the connection is lost. */
const isRefusal = (error: unknown): error is Error => error instanceof Error && 'sqlState' in error;

/**
 * Whether the message only quotes a name: of a table or column that is not there. Other messages may quote a value,
 * which may be somebody's data.
 */
const citesName = (state: string): boolean => state.startsWith('42S');

function describeRefusal(error: Error): string {
  const state = 'sqlState' in error ? String(error.sqlState) : '';
  // In a message about the syntax, the statement itself follows `near`.
  return citesName(state) ? error.message : collapseLiterals(error.message.replace(/ near [\s\S]*$/, ''));
}

/**
 * Limits how long a statement may take. MariaDB has a limit in seconds, MySQL one in milliseconds. Each refuses the
 * other's.
 */
export async function limitQuestions(connection: MysqlConnection): Promise<void> {
  const [row] = await connection.query<{ readonly version: string }>('select version() as version');
  const isMariadb = /mariadb/i.test(row?.version ?? '');
  await connection.query(
    isMariadb
      ? `set session max_statement_time = ${longestQuestionMs / 1000}`
      : `set session max_execution_time = ${longestQuestionMs}`,
  );
}

/**
 * Asks in a session that may only read, because our user has all rights. A read-only transaction is not enough: MariaDB
 * ends it before a `create table`, and creates the table.
 */
export async function askReadOnly(connection: MysqlConnection, statement: string): Promise<AskedNumber> {
  await connection.query('set session transaction read only');
  try {
    return singleNumber(await connection.queryValues(statement));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { kind: 'problem', problem: describeRefusal(error) };
  } finally {
    await connection.query('set session transaction read write');
  }
}
