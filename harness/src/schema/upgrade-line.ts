import type { HeaderRecord } from '../model/recording.js';

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** Before version 3, limits of connections had a name for each service, and were null when they were unknown. */
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

/** Turns a line of an older recording into what would be written today. Its schema reports what is missing. */
export function upgradeLine(line: unknown, version: HeaderRecord['schemaVersion']): unknown {
  if (version >= 3 || !isObject(line)) return line;
  if (line.type === 'target-start') return { ...line, limits: upgradeLimits(line.limits) };
  // PostgreSQL was the only database then.
  if (line.type === 'sessions') return { ...line, service: 'postgres' };
  return line;
}
