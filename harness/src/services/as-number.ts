import type { AskedNumber } from '../model/invariant.js';

/**
 * The number in an answer. PostgreSQL and MySQL return large numbers as text. Any other answer may be somebody's data,
 * so it is not shown.
 */
export function asNumber(answer: unknown): AskedNumber {
  const isText = typeof answer === 'string' && answer.trim() !== '';
  const value = isText || typeof answer === 'number' || typeof answer === 'bigint' ? Number(answer) : Number.NaN;
  if (Number.isFinite(value)) return { kind: 'number', value };
  return { kind: 'problem', problem: `the answer is ${describe(answer)} and no number` };
}

/** The number that a statement returns, as one row with one value. */
export function singleNumber(rows: readonly (readonly unknown[])[]): AskedNumber {
  const values = rows.flat();
  if (values.length === 1) return asNumber(values[0]);
  const problem = `the answer has ${rows.length} rows and ${values.length} values; it has to be one row with one value`;
  return { kind: 'problem', problem };
}

/**
 * A server ends a question that takes longer than this. It is less than `answerTimeoutMs`, after which a server counts
 * as lost.
 */
export const longestQuestionMs = 8_000;

function describe(answer: unknown): string {
  if (answer === null || answer === undefined || answer === '') return 'empty';
  return typeof answer === 'string' ? `text of ${answer.length} characters` : `of type ${typeof answer}`;
}
