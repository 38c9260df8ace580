import path from 'node:path';
import { configDefaults } from './config-defaults.js';
import type { ParsedConfig } from './config-schema.js';
import type { ResolvedServices } from './resolved-config.js';

type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/** Only services that are asked for; an address in the configuration goes before one in the environment. */
export function resolveServices(
  { services, targets }: Pick<ParsedConfig, 'services' | 'targets'>,
  environment: EnvironmentVariables,
  baseFolder: string,
): ResolvedServices {
  const postgres = askedFor(services?.postgres);
  const redis = askedFor(services?.redis);
  return {
    postgres: postgres && {
      url: postgres.url ?? nonEmpty(environment.DATABASE_URL),
      provider: postgres.provider ?? 'auto',
      maxConnections: postgres.maxConnections ?? configDefaults.postgresMaxConnections,
      image: postgres.image ?? configDefaults.postgresImage,
      port: postgres.port ?? null,
      restore: postgres.restore === undefined ? null : path.resolve(baseFolder, postgres.restore),
      startsAnew: targets.some(({ prepare }) => prepare !== undefined),
    },
    redis: redis && {
      url: redis.url ?? nonEmpty(environment.REDIS_URL),
      provider: redis.provider ?? 'auto',
      maxClients: redis.maxClients ?? null,
      image: redis.image ?? configDefaults.redisImage,
      port: redis.port ?? null,
    },
  };
}

/** Whether a service is one that runs already. */
const isNamedByUrl = ({ url, provider }: { readonly url: string | null; readonly provider: string }): boolean =>
  url !== null && (provider === 'auto' || provider === 'url');

const removeUrl = (variable: string, provider: string): string =>
  `and a URL names another one; remove the URL (or ${variable} from the environment), or set provider: "${provider}"`;

/** What is said of a server that the run starts, never of somebody's. */
export function ownServerProblems({ postgres, redis }: ResolvedServices): readonly string[] {
  const problems: string[] = [];
  const ofDatabase = removeUrl('DATABASE_URL', 'embedded');
  if (postgres !== null && isNamedByUrl(postgres)) {
    if (postgres.restore !== null)
      problems.push(`services.postgres.restore: only a server that Leakline starts is restored into, ${ofDatabase}`);
    if (postgres.port !== null)
      problems.push(`services.postgres.port: is the port of a server that Leakline starts, ${ofDatabase}`);
  }
  if (redis !== null && isNamedByUrl(redis) && redis.port !== null)
    problems.push(
      `services.redis.port: is the port of a server that Leakline starts, ${removeUrl('REDIS_URL', 'local')}`,
    );
  return problems;
}

/** `true` asks with defaults; `false` and absence do not ask. */
function askedFor<S extends object>(service: S | boolean | undefined): Partial<S> | null {
  if (service === undefined || service === false) return null;
  return service === true ? {} : service;
}

/** CI systems pass unset variables as empty ones. */
const nonEmpty = (value: string | undefined): string | null => (value === undefined || value === '' ? null : value);
