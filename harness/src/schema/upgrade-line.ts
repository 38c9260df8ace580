import type { HeaderRecord } from '../model/recording.js';

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** Until version 2 limits of connections had a name for each service, and null where they were unknown. */
function upgradeLimits(limits: unknown): unknown {
  if (!isObject(limits)) return limits;
  const { pgMaxConnections, redisMaxClients, ...others } = limits;
  return {
    ...others,
    connections: {
      ...(pgMaxConnections === null ? {} : { postgres: pgMaxConnections }),
      ...(redisMaxClients === null ? {} : { redis: redisMaxClients }),
    },
  };
}

/** A line of a recording as it would be written today. What it lacks is left for its schema to find. */
export function upgradeLine(line: unknown, version: HeaderRecord['schemaVersion']): unknown {
  if (version >= 3 || !isObject(line)) return line;
  if (line.type === 'target-start') return { ...line, limits: upgradeLimits(line.limits) };
  // PostgreSQL was the only database.
  if (line.type === 'sessions') return { ...line, service: 'postgres' };
  return line;
}
