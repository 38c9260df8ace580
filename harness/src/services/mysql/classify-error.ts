import type { ConnectFailure } from '../../model/services/service-definition.js';
import { codeOf, networkFailures } from '../../platform/network/network-failure.js';

/**
 * Failures by the name of the server's error (https://mariadb.com/docs/server/reference/error-codes), or by Node's
 * system error code.
 */
const failureByCode: Readonly<Record<string, ConnectFailure>> = {
  ...networkFailures,
  ER_ACCESS_DENIED_ERROR: 'wrong-credentials',
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: 'wrong-credentials',
  ER_DBACCESS_DENIED_ERROR: 'not-admitted',
  ER_HOST_NOT_PRIVILEGED: 'not-admitted',
  ER_HOST_IS_BLOCKED: 'not-admitted',
  ER_SPECIFIC_ACCESS_DENIED_ERROR: 'not-permitted',
  ER_CON_COUNT_ERROR: 'exhausted',
  ER_TOO_MANY_USER_CONNECTIONS: 'exhausted',
  ER_USER_LIMIT_REACHED: 'exhausted',
  ER_BAD_DB_ERROR: 'no-database',
  ER_SERVER_SHUTDOWN: 'starting-up',
};

/** Why MySQL, or the network on the way to it, refused a connection. */
export function classifyMysqlError(error: Error): ConnectFailure {
  const code = codeOf(error);
  const known = failureByCode[code];
  if (known !== undefined) return known;
  return /timeout/i.test(error.message) ? 'timeout' : 'other';
}
