import type { MetricId } from '../../model/metrics/catalogue.js';
import type { TargetRecording, UsageRecord } from '../../model/recording.js';
import type { EndpointResult, Warning } from '../../model/result.js';
import type { ServiceKind } from '../../model/service.js';

/** How a service is called, counted and told to targets. */
const known: Readonly<
  Record<
    ServiceKind,
    { readonly title: string; readonly metric: MetricId; readonly names: string; readonly example: string }
  >
> = {
  postgres: {
    title: 'PostgreSQL',
    metric: 'pg.connections',
    names: 'DATABASE_URL, or PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE',
    example: "DB_HOST: '${postgres.host}'",
  },
  redis: {
    title: 'Redis',
    metric: 'redis.connections',
    names: 'REDIS_URL, or REDIS_HOST, REDIS_PORT and REDIS_PASSWORD',
    example: "CACHE_URL: '${redis.url}'",
  },
};

/**
 * Nobody was connected whenever the server was asked, and nobody had come and gone between. Whoever was there may have been
 * the target, by a way on which connections cannot be told apart (a Unix socket, address translation).
 */
function isUnused({ floors, samples }: TargetRecording, { service, opened }: UsageRecord): boolean {
  const { metric } = known[service];
  const counts = [...floors, ...samples].flatMap(({ metrics }) => metrics[metric] ?? []);
  return opened === 0 && counts.length > 0 && counts.every((count) => count === 0);
}

function toWarning(target: string, { service }: UsageRecord): Warning {
  const { title, names, example } = known[service];
  const message = `${target} may be using another ${service === 'redis' ? 'Redis' : 'database'}: it never connected to the ${title} of this run. Let it read ${names}; other names are set by its \`env\`, e.g. ${example}. Where it needs none, take ${service} out of \`services\`.`;
  return { code: 'SERVICE_UNUSED', message };
}

/** Services that were asked for and that the target never came to, although it answered requests. */
export function unusedServiceWarnings(
  recording: TargetRecording,
  endpoints: readonly EndpointResult[],
): readonly Warning[] {
  if (!endpoints.some(({ load }) => load.ok > 0)) return [];
  const { usage = [], target } = recording;
  return usage.filter((record) => isUnused(recording, record)).map((record) => toWarning(target.name, record));
}
