import type { ServerLimits, ServiceAccess } from '../service-access.js';
import { limitedView } from '../service-messages.js';
import { classifyPostgresError } from './classify-error.js';
import { connectPostgres, type PostgresConnection } from './connection.js';
import { createPostgresObserver } from './observer.js';
import { availableConnections, readOwnPlace, readServerFacts } from './server-facts.js';

async function readLimits(
  connection: PostgresConnection,
  onWarning: (code: string, message: string) => void,
): Promise<ServerLimits> {
  const facts = await readServerFacts(connection);
  if (!facts.seesAllSessions) onWarning('SERVICE_LIMITED_VIEW', limitedView(facts.user));
  const ownPlace = await readOwnPlace(connection);
  return {
    ...(ownPlace === null ? {} : { ownPlace }),
    version: facts.version,
    maxConnections: availableConnections(facts, facts.isSuperuser),
    limitSetting: `max_connections=${facts.maxConnections}`,
  };
}

export const postgresAccess: ServiceAccess<PostgresConnection> = {
  kind: 'postgres',
  connect: connectPostgres,
  classify: classifyPostgresError,
  readLimits,
  observe: async (connection, server) => createPostgresObserver(connection, server),
};
