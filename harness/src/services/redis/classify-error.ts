import type { ConnectFailure } from '../../model/services/service-definition.js';
import { codeOf, networkFailures } from '../../platform/network/network-failure.js';

/**
 * Failures by the text of the error. Redis tells the kind of an error by the beginning of its text. Timeouts are errors
 * of node-redis.
 */
const failureByText: readonly (readonly [RegExp, ConnectFailure])[] = [
  [/max number of clients/i, 'exhausted'],
  [/^(WRONGPASS|NOAUTH)|invalid password|without any password configured/i, 'wrong-credentials'],
  [/^NOPERM/, 'not-permitted'],
  [/^LOADING/, 'starting-up'],
  [/DB index is out of range/i, 'no-database'],
  [/timeout/i, 'timeout'],
];

/** Why Redis, or the network on the way to it, refused a connection. */
export function classifyRedisError(error: Error): ConnectFailure {
  const known = networkFailures[codeOf(error)];
  if (known !== undefined) return known;
  return failureByText.find(([text]) => text.test(error.message))?.[1] ?? 'other';
}
