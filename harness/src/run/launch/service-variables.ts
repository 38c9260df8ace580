import type { RunningService } from '../../model/service.js';
import { serviceDefinitions } from '../../model/services/catalogue.js';
import { servicePartsOf } from './service-parts.js';

type Variables = Readonly<Record<string, string>>;

/** The addresses of services, by the variable that holds them: with the password, and so with all that is secret. */
export const serviceUrls = (services: readonly RunningService[]): Variables =>
  Object.fromEntries([
    ...services.flatMap(sharedVariable),
    ...services.map(({ kind, url }) => [serviceDefinitions[kind].url.variable, url]),
  ]);

/** What a service may also be found by: another one whose variable it is goes before it. */
function sharedVariable({ kind, url }: RunningService): readonly (readonly [name: string, url: string])[] {
  const name = serviceDefinitions[kind].url.sharedVariable;
  return name === undefined ? [] : [[name, url]];
}

/** What is inherited and would contradict the service. */
function contradicting({ kind, isStarted }: RunningService): readonly string[] {
  const { always, ofOwn } = serviceDefinitions[kind].contradicting;
  return [...always, ...(isStarted ? ofOwn : [])];
}

/** What a service's address is made of, by the variables that hold it. */
function partVariables(service: RunningService): Variables {
  const { variables, urlParameters } = serviceDefinitions[service.kind];
  const parts = servicePartsOf(service);
  const { searchParams } = new URL(service.url);
  return Object.fromEntries([
    ...Object.entries(variables).map(([name, part]) => [name, parts[part]]),
    ...Object.entries(urlParameters).map(([name, parameter]) => [name, searchParams.get(parameter) ?? '']),
  ]);
}

/** What a URL leaves out, a driver takes from where it always does. */
const withoutEmpty = (variables: Variables): Variables =>
  Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));

/** An environment with the addresses of the services, and without what would lead elsewhere. */
export function withServices(environment: Variables, services: readonly RunningService[]): Record<string, string> {
  const dropped = new Set(services.flatMap(contradicting));
  const kept = Object.entries(environment).filter(([name]) => !dropped.has(name));
  const own = services.flatMap((service) => Object.entries(withoutEmpty(partVariables(service))));
  return { ...Object.fromEntries([...kept, ...own]), ...serviceUrls(services) };
}
