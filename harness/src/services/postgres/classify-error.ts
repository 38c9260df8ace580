import type { ConnectFailure } from '../../model/services/service-definition.js';
import { codeOf, networkFailures } from '../../platform/network/network-failure.js';

/** By SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html) or Node's system error code. */
const failureByCode: Readonly<Record<string, ConnectFailure>> = {
  ...networkFailures,
  '28P01': 'wrong-credentials',
  '28000': 'wrong-credentials',
  '42501': 'not-admitted',
  '53300': 'exhausted',
  '3D000': 'no-database',
  '57P03': 'starting-up',
};

/** Why PostgreSQL, or the way to it, turned a connection down. */
export function classifyPostgresError(error: Error): ConnectFailure {
  const code = codeOf(error);
  // The same code as that of a role that does not exist.
  if (code === '28000' && error.message.includes('pg_hba.conf')) return 'not-admitted';
  const known = failureByCode[code];
  if (known !== undefined) return known;
  // Raised by pg itself, without a code: the URL holds no password, or not the server's.
  if (error.message.startsWith('SASL')) return 'wrong-credentials';
  if (/timeout/i.test(error.message)) return 'timeout';
  return 'other';
}
