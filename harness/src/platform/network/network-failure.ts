import type { ConnectFailure } from '../../model/services/service-definition.js';

/** Node.js' names of what keeps a client from a server, of whatever kind that is. */
export const networkFailures: Readonly<Record<string, ConnectFailure>> = {
  ECONNREFUSED: 'refused',
  // A Unix socket that is not there.
  ENOENT: 'refused',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'timeout',
};

/** The code that an error has; empty without one. */
export const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '');
