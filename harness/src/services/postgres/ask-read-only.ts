import type { AskedNumber } from '../../model/invariant.js';
import { longestQuestionMs, singleNumber } from '../as-number.js';
import { collapseLiterals } from './collapse-literals.js';
import type { PostgresConnection } from './connection.js';

/** Errors of the server carry a severity; all others mean that the connection is no more. */
const isRefusal = (error: unknown): error is Error => error instanceof Error && 'severity' in error;

/** Data exceptions and broken constraints cite the value, which may be anybody's. */
const citesValue = (code: string): boolean => code.startsWith('22') || code.startsWith('23');

function describeRefusal(error: Error): string {
  const code = 'code' in error ? String(error.code) : '';
  return citesValue(code) ? `the server refused it with SQLSTATE ${code}` : collapseLiterals(error.message);
}

/** In a transaction that may only read, because our role may do anything. */
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
