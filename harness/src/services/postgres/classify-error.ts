import type { ConnectFailure } from '../../model/services/service-definition.js';
import { codeOf, networkFailures } from '../../platform/network/network-failure.js';

/**
 * Failures by SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html) or by Node's system error code.
 */
const failureByCode: Readonly<Record<string, ConnectFailure>> = {
  ...networkFailures,
  '28P01': 'wrong-credentials',
  '28000': 'wrong-credentials',
  '42501': 'not-admitted',
  '53300': 'exhausted',
  '3D000': 'no-database',
  '57P03': 'starting-up',
};

/** Why PostgreSQL, or the network on the way to it, refused a connection. */
export function classifyPostgresError(error: Error): ConnectFailure {
  const code = codeOf(error);
  // A role that does not exist has the same code.
  if (code === '28000' && error.message.includes('pg_hba.conf')) return 'not-admitted';
  const known = failureByCode[code];
  if (known !== undefined) return known;
  // `pg` itself raises this, without a code, where the URL has no password, or has not the server's password.
  if (error.message.startsWith('SASL')) return 'wrong-credentials';
  if (/timeout/i.test(error.message)) return 'timeout';
  return 'other';
}
