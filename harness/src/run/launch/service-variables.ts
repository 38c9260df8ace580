import type { RunningService } from '../../model/service.js';
import { serviceDefinitions } from '../../model/services/catalogue.js';
import { servicePartsOf } from './service-parts.js';

type Variables = Readonly<Record<string, string>>;

/**
 * The URLs of services by the variables that hold them. They hold the passwords, and so all secrets of the services.
 */
export const serviceUrls = (services: readonly RunningService[]): Variables =>
  Object.fromEntries([
    ...services.flatMap(sharedVariable),
    ...services.map(({ kind, url }) => [serviceDefinitions[kind].url.variable, url]),
  ]);

/** A second variable for the URL of a service. It is overwritten where it is the first variable of another service. */
function sharedVariable({ kind, url }: RunningService): readonly (readonly [name: string, url: string])[] {
  const name = serviceDefinitions[kind].url.sharedVariable;
  return name === undefined ? [] : [[name, url]];
}

/** Inherited variables that would contradict the service. */
function contradicting({ kind, isStarted }: RunningService): readonly string[] {
  const { always, ofOwn } = serviceDefinitions[kind].contradicting;
  return [...always, ...(isStarted ? ofOwn : [])];
}

/** The parts of a service's address by the variables that hold them. */
function partVariables(service: RunningService): Variables {
  const { variables, urlParameters } = serviceDefinitions[service.kind];
  const parts = servicePartsOf(service);
  const { searchParams } = new URL(service.url);
  return Object.fromEntries([
    ...Object.entries(variables).map(([name, part]) => [name, parts[part]]),
    ...Object.entries(urlParameters).map(([name, parameter]) => [name, searchParams.get(parameter) ?? '']),
  ]);
}

/** Leaves out variables without a value, so that the driver uses its own default. */
const withoutEmpty = (variables: Variables): Variables =>
  Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));

/** Adds the addresses of the services to an environment, and removes variables that would lead to other servers. */
export function withServices(environment: Variables, services: readonly RunningService[]): Record<string, string> {
  const dropped = new Set(services.flatMap(contradicting));
  const kept = Object.entries(environment).filter(([name]) => !dropped.has(name));
  const own = services.flatMap((service) => Object.entries(withoutEmpty(partVariables(service))));
  return { ...Object.fromEntries([...kept, ...own]), ...serviceUrls(services) };
}
