import path from 'node:path';
import { configDefaults } from './config-defaults.js';
import type { ParsedConfig } from './config-schema.js';
import type { ResolvedServices } from './resolved-config.js';

export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/** Only services that are asked for; an address in the configuration goes before one in the environment. */
export function resolveServices(
  services: ParsedConfig['services'],
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
      restore: postgres.restore === undefined ? null : path.resolve(baseFolder, postgres.restore),
    },
    redis: redis && {
      url: redis.url ?? nonEmpty(environment.REDIS_URL),
      provider: redis.provider ?? 'auto',
      maxClients: redis.maxClients ?? null,
      image: redis.image ?? configDefaults.redisImage,
    },
  };
}

/** Data is restored into servers that the run starts, never into somebody's database. */
export function restoreProblems({ postgres }: ResolvedServices): readonly string[] {
  if (postgres === null || postgres.restore === null || postgres.url === null) return [];
  if (postgres.provider !== 'auto' && postgres.provider !== 'url') return [];
  return [
    'services.postgres.restore: only a server that Leakline starts is restored into, and a URL names another one; remove the URL (or DATABASE_URL from the environment), or set provider: "embedded"',
  ];
}

/** `true` asks with defaults; `false` and absence do not ask. */
function askedFor<S extends object>(service: S | boolean | undefined): Partial<S> | null {
  if (service === undefined || service === false) return null;
  return service === true ? {} : service;
}

/** CI systems pass unset variables as empty ones. */
const nonEmpty = (value: string | undefined): string | null => (value === undefined || value === '' ? null : value);
