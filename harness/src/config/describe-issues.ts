import type { z } from 'zod';
import { maskPatterns } from '../platform/secrets/patterns.js';
import { excerptOf } from '../platform/text/excerpt.js';
import { formatPath, valueAt } from '../schema/issue-path.js';

type Issue = z.core.$ZodIssue;

/** Values under these keys may be secrets, so only their type is shown. */
const secretKeys: readonly string[] = ['env', 'headers', 'body', 'bodyBase64'];
const longestValue = 60;

/** Describes each problem in one line: its place, the value that was seen, and what is allowed. */
export function describeIssues(issues: readonly Issue[], config: unknown): readonly string[] {
  const specific = issues.flatMap(mostSpecific);
  const mistyped = new Set(
    specific.filter(({ code }) => code === 'unrecognized_keys').map(({ path }) => placeOf(path)),
  );
  const worthTelling = specific.filter((issue) => !isSentence(issue) || !mistyped.has(placeOf(issue.path)));
  return [...new Set(worthTelling.flatMap((issue) => describeIssue(issue, config)))];
}

/**
 * Whether an issue is a whole sentence about several settings. Beside a mistyped key it is left out, because the key is
 * most likely the setting that it misses.
 */
const isSentence = (issue: Issue): boolean => issue.code === 'custom' && issue.params?.isSentence === true;

/**
 * The issues of the alternative of a union that fits the type of the value. So `{ pth: '/' }` is not told "expected
 * string".
 */
function mostSpecific(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const fitting = issue.errors.find((errors) => !errors.some(isWrongType));
  if (fitting === undefined) return [issue];
  return fitting.flatMap((inner) => mostSpecific({ ...inner, path: [...issue.path, ...inner.path] } as Issue));
}

const isWrongType = ({ code, path }: Issue): boolean => code === 'invalid_type' && path.length === 0;

function describeIssue(issue: Issue, config: unknown): readonly string[] {
  const place = placeOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const hints = issue.message.split('\n');
    return issue.keys.map((key, index) => `${placeOf([...issue.path, key])}: unknown key; ${hints[index] ?? ''}`);
  }
  if (isSentence(issue)) return [`${place}: ${issue.message}`];
  return [`${place}: ${formatSeen(valueAt(config, issue.path), issue.path)}; allowed: ${issue.message}`];
}

const placeOf = (path: readonly PropertyKey[]): string => formatPath(path) || 'configuration';

function formatSeen(value: unknown, path: readonly PropertyKey[]): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return `saw an array of ${value.length}`;
  if (value !== null && (typeof value === 'object' || typeof value === 'function')) return `saw ${nounOf(value)}`;
  if (path.some((key) => secretKeys.includes(String(key))))
    return `saw ${value === null ? 'null' : `a ${typeof value}`}`;
  return `saw ${typeof value === 'string' ? formatText(value) : String(value)}`;
}

const nounOf = (value: object): string => (typeof value === 'function' ? 'a function' : 'an object');

function formatText(value: string): string {
  return JSON.stringify(excerptOf(maskPatterns(value), longestValue));
}
