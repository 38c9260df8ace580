import { mysql } from './mysql/definition.js';
import { postgres } from './postgres/definition.js';
import { redis } from './redis/definition.js';
import type { ServiceDefinition, ServicePart } from './service-definition.js';
import { type ServiceKind, serviceKinds } from './service-kind.js';

/** Every service with its definition. */
export const serviceDefinitions: Readonly<Record<ServiceKind, ServiceDefinition>> = { postgres, mysql, redis };

/** Every service with its definition, in the order in which services are listed. */
export const services: readonly (ServiceDefinition & { readonly kind: ServiceKind })[] = serviceKinds.map((kind) => ({
  ...serviceDefinitions[kind],
  kind,
}));

/** `a`, `a and b`, `a, b and c`. */
const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** The variables that tell a target where a service is, in words: `REDIS_URL, or REDIS_HOST and REDIS_PORT`. */
export function variablesInWords(kind: ServiceKind): string {
  const { url, variables } = serviceDefinitions[kind];
  return `${url.variable}, or ${listed(Object.keys(variables))}`;
}

/**
 * An example of the address in variables with other names: `DB_HOST: '${postgres.host}', DB_PORT: '${postgres.port}'`.
 */
export function exampleVariables(kind: ServiceKind): string {
  const example = (part: ServicePart): string =>
    `${serviceDefinitions[kind].exampleName}_${part.toUpperCase()}: '\${${kind}.${part}}'`;
  return `${example('host')}, ${example('port')}`;
}

/** Whether a text is the address of such a service. */
export const isUrlOf = (kind: ServiceKind, url: string): boolean =>
  URL.canParse(url) && serviceDefinitions[kind].url.protocols.includes(new URL(url).protocol);
