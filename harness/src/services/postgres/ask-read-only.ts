import type { AskedNumber } from '../../model/invariant.js';
import { asNumber } from '../as-number.js';
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

/** Less than an answer may take: the server ends a question that takes long, before its silence means that it is lost. */
const longestQuestionMs = 8_000;

/** In a transaction that may only read, because our role may do anything. */
export async function askReadOnly(connection: PostgresConnection, statement: string): Promise<AskedNumber> {
  await connection.query(`begin transaction read only; set local statement_timeout = ${longestQuestionMs}`);
  try {
    const rows = await connection.queryValues(statement);
    const values = rows.flat();
    if (values.length === 1) return asNumber(values[0]);
    const problem = `the answer has ${rows.length} rows and ${values.length} values; it has to be one row with one value`;
    return { kind: 'problem', problem };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { kind: 'problem', problem: describeRefusal(error) };
  } finally {
    await connection.query('rollback');
  }
}
