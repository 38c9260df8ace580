import type { AskedNumber } from '../model/invariant.js';

/** The number in an answer; both servers write large ones as text. What else there is may be anybody's data, and is not shown. */
export function asNumber(answer: unknown): AskedNumber {
  const isText = typeof answer === 'string' && answer.trim() !== '';
  const value = isText || typeof answer === 'number' || typeof answer === 'bigint' ? Number(answer) : Number.NaN;
  if (Number.isFinite(value)) return { kind: 'number', value };
  return { kind: 'problem', problem: `the answer is ${describe(answer)} and no number` };
}

function describe(answer: unknown): string {
  if (answer === null || answer === undefined || answer === '') return 'empty';
  return typeof answer === 'string' ? `text of ${answer.length} characters` : `of type ${typeof answer}`;
}
