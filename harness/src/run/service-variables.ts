import type { RunningService, ServiceKind } from '../model/service.js';
import { servicePartsOf } from './service-parts.js';

type Variables = Readonly<Record<string, string>>;

const urlVariables = { postgres: 'DATABASE_URL', redis: 'REDIS_URL' } as const;

/** The addresses of services, by the variable that holds them: with the password, and so with all that is secret. */
export const serviceUrls = (services: readonly RunningService[]): Variables =>
  Object.fromEntries(services.map(({ kind, url }) => [urlVariables[kind], url]));

/** Where a libpq client goes, whatever else it is told. */
const otherWays = ['PGHOSTADDR', 'PGSERVICE', 'PGSERVICEFILE', 'PGTARGETSESSIONATTRS', 'PGLOADBALANCEHOSTS'];

/** How it proves who it is and who answers: meant for another server than one that the run started. */
const otherProofs = [
  'PGPASSFILE',
  'PGREQUIREAUTH',
  'PGREQUIREPEER',
  'PGREQUIRESSL',
  'PGCHANNELBINDING',
  'PGGSSENCMODE',
  'PGSSLCERT',
  'PGSSLCRL',
  'PGSSLCRLDIR',
  'PGSSLKEY',
  'PGSSLMODE',
  'PGSSLNEGOTIATION',
  'PGSSLROOTCERT',
];

/** What is inherited and would contradict the service. */
const contradicting: Readonly<Record<ServiceKind, (service: RunningService) => readonly string[]>> = {
  postgres: ({ isStarted }) => [...otherWays, ...(isStarted ? otherProofs : [])],
  // No driver reads them by itself, so a URL without a user means that there is none.
  redis: () => ['REDIS_USERNAME', 'REDIS_PASSWORD'],
};

function postgresVariables(service: RunningService): Variables {
  const { host, port, user, password, database } = servicePartsOf(service);
  const sslMode = new URL(service.url).searchParams.get('sslmode') ?? '';
  return { PGHOST: host, PGPORT: port, PGUSER: user, PGPASSWORD: password, PGDATABASE: database, PGSSLMODE: sslMode };
}

function redisVariables(service: RunningService): Variables {
  const { host, port, username, password } = servicePartsOf(service);
  return { REDIS_HOST: host, REDIS_PORT: port, REDIS_USERNAME: username, REDIS_PASSWORD: password };
}

const partVariables = { postgres: postgresVariables, redis: redisVariables } as const;

/** What a URL leaves out, a driver takes from where it always does. */
const withoutEmpty = (variables: Variables): Variables =>
  Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));

/** An environment with the addresses of the services, and without what would lead elsewhere. */
export function withServices(environment: Variables, services: readonly RunningService[]): Record<string, string> {
  const dropped = new Set(services.flatMap((service) => contradicting[service.kind](service)));
  const kept = Object.entries(environment).filter(([name]) => !dropped.has(name));
  const own = services.flatMap((service) => Object.entries(withoutEmpty(partVariables[service.kind](service))));
  return { ...Object.fromEntries([...kept, ...own]), ...serviceUrls(services) };
}
