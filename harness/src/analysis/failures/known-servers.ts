import type { ServiceKind } from '../../model/service.js';

/** A server that services depend on, as far as Leakline starts it and tells services where it is. */
interface KnownServer {
  readonly kind: ServiceKind;
  readonly name: string;
  readonly port: string;
  /** What its address is told in; the target may read others. */
  readonly variables: string;
  readonly example: string;
}

export const knownServers: readonly KnownServer[] = [
  {
    kind: 'postgres',
    name: 'PostgreSQL',
    port: '5432',
    variables: 'DATABASE_URL, PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE',
    example: "env: { DB_HOST: '${postgres.host}', DB_PORT: '${postgres.port}' }",
  },
  {
    kind: 'redis',
    name: 'Redis',
    port: '6379',
    variables: 'REDIS_URL, REDIS_HOST, REDIS_PORT and REDIS_PASSWORD',
    example: "env: { CACHE_HOST: '${redis.host}', CACHE_PORT: '${redis.port}' }",
  },
];
