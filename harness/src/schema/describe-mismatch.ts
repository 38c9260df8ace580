import type { z } from 'zod';
import { quote } from '../platform/text/quote.js';
import { formatPath, valueAt } from './issue-path.js';

type Issue = z.core.$ZodIssue;

const nouns: ReadonlyMap<string, string> = new Map([
  ['string', 'a text'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'an object'],
  ['record', 'an object'],
]);

/** Longer paths are cut in a message. */
const deepestPath = 8;

/** The first problem of a value: the field, what it should be, and what was seen there. */
export function describeMismatch({ issues }: z.ZodError, value: unknown): string {
  const [issue] = issues;
  if (issue === undefined) return 'it is not what it should be';
  return `${describeField(issue.path)} should be ${expectedBy(issue)}; saw ${describeValue(valueAt(value, issue.path))}`;
}

function expectedBy(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return nouns.get(issue.expected) ?? issue.expected;
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' or ');
    case 'too_small':
      return `${issue.minimum} or more`;
    case 'too_big':
      return `${issue.maximum} or less`;
    case 'invalid_format':
      return `an ISO ${issue.format}`;
    case 'invalid_key':
      return issue.issues[0]?.message ?? 'another name';
    default:
      return issue.message;
  }
}

/** The name of a field in a message, such as `"targets[0].endpoints"`. The value itself is called "it". */
export function describeField(path: readonly PropertyKey[]): string {
  const field = formatPath(path.slice(0, deepestPath));
  return field === '' ? 'it' : `"${field}${path.length > deepestPath ? '…' : ''}"`;
}

/** A value in a few printable words. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}
