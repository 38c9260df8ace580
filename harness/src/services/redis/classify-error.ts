import type { ConnectFailure } from '../../model/services/service-definition.js';

const failureByCode: Readonly<Record<string, ConnectFailure>> = {
  ECONNREFUSED: 'refused',
  ENOENT: 'refused',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'timeout',
};

/** Redis tells its errors by the beginning of their text; timeouts are node-redis' own. */
const failureByText: readonly (readonly [RegExp, ConnectFailure])[] = [
  [/max number of clients/i, 'exhausted'],
  [/^(WRONGPASS|NOAUTH)|invalid password|without any password configured/i, 'wrong-credentials'],
  [/^NOPERM/, 'not-permitted'],
  [/^LOADING/, 'starting-up'],
  [/DB index is out of range/i, 'no-database'],
  [/timeout/i, 'timeout'],
];

/** Why Redis, or the way to it, turned a connection down. */
export function classifyRedisError(error: Error): ConnectFailure {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = failureByCode[code];
  if (known !== undefined) return known;
  return failureByText.find(([text]) => text.test(error.message))?.[1] ?? 'other';
}
