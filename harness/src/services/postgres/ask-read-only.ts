import type { AskedNumber } from '../../model/invariant.js';
import { longestQuestionMs, singleNumber } from '../as-number.js';
import { collapseLiterals } from './collapse-literals.js';
import type { PostgresConnection } from './connection.js';

/** Errors of the server carry a severity. All others mean that the connection is lost. */
const isRefusal = (error: unknown): error is Error => error instanceof Error && 'severity' in error;

/**
 * Whether the message quotes a value: data exceptions and broken constraints do, and the value may be somebody's data.
 */
const citesValue = (code: string): boolean => code.startsWith('22') || code.startsWith('23');

function describeRefusal(error: Error): string {
  const code = 'code' in error ? String(error.code) : '';
  return citesValue(code) ? `the server refused it with SQLSTATE ${code}` : collapseLiterals(error.message);
}

/** Asks in a transaction that may only read, because our role has all rights. */
export async function askReadOnly(connection: PostgresConnection, statement: string): Promise<AskedNumber> {
  await connection.query(`begin transaction read only; set local statement_timeout = ${longestQuestionMs}`);
  try {
    return singleNumber(await connection.queryValues(statement));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { kind: 'problem', problem: describeRefusal(error) };
  } finally {
    await connection.query('rollback');
  }
}
