import type { ConnectFailure } from '../../model/services/service-definition.js';

/** What keeps a client from any kind of server, by the error codes of Node.js. */
export const networkFailures: Readonly<Record<string, ConnectFailure>> = {
  ECONNREFUSED: 'refused',
  // The Unix socket does not exist.
  ENOENT: 'refused',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'timeout',
};

/** The code of an error; empty if it has none. */
export const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '');
