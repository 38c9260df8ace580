import path from 'node:path';
import { isUrlOf, serviceDefinitions, services } from '../model/services/catalogue.js';
import { byEachService, type ServiceKind } from '../model/services/service-kind.js';
import type { ServiceOptions, WantedServices } from '../model/services/service-options.js';
import type { ParsedConfig } from './config-schema.js';
import type { ParsedServiceOptions } from './service-schema.js';

type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/**
 * Fills in the settings of the services that are asked for. An address in the configuration goes before one in the
 * environment.
 */
export function resolveServices(
  { services: asked = {}, targets }: Pick<ParsedConfig, 'services' | 'targets'>,
  environment: EnvironmentVariables,
  baseFolder: string,
): WantedServices {
  const isPrepared = targets.some(({ prepare }) => prepare !== undefined);
  return byEachService((kind) => {
    const wanted = askedFor(asked[kind]);
    if (wanted === null) return null;
    const { options, isDatabase } = serviceDefinitions[kind];
    const limit = wanted[options.limit.name];
    return {
      url: wanted.url ?? urlFrom(environment, kind),
      provider: wanted.provider ?? 'auto',
      maxConnections: typeof limit === 'number' ? limit : options.limit.preset,
      image: wanted.image ?? options.image,
      port: wanted.port ?? null,
      restore: wanted.restore === undefined ? null : path.resolve(baseFolder, wanted.restore),
      startsAnew: isDatabase && isPrepared,
    };
  });
}

/** Whether a service is one that already runs. */
const isNamedByUrl = ({ url, provider }: ServiceOptions): boolean =>
  url !== null && (provider === 'auto' || provider === 'url');

/** Settings that make sense only for a server that the run starts, and are given for a server that already runs. */
export function ownServerProblems(resolved: WantedServices): readonly string[] {
  return services.flatMap(({ kind, url, options }) => {
    const service = resolved[kind];
    if (service === null || !isNamedByUrl(service)) return [];
    const remedy = `but a URL names another one; remove the URL (or ${url.variable} from the environment), or set provider: "${options.providers[0]}"`;
    return [
      ...(!service.restore
        ? []
        : [`services.${kind}.restore: only a server that Leakline starts can be restored, ${remedy}`]),
      ...(!service.port ? [] : [`services.${kind}.port: is the port of a server that Leakline starts, ${remedy}`]),
    ];
  });
}

/**
 * The options of a service that is asked for. `true` stands for the defaults. Null for `false` and for a service that
 * is not mentioned.
 */
function askedFor(service: ParsedServiceOptions | boolean | undefined): ParsedServiceOptions | null {
  if (service === undefined || service === false) return null;
  return service === true ? {} : service;
}

/**
 * The address that the environment gives for a service. A variable that several services share counts only if its
 * address is one of this service.
 */
function urlFrom(environment: EnvironmentVariables, kind: ServiceKind): string | null {
  const { variable, sharedVariable } = serviceDefinitions[kind].url;
  const own = nonEmpty(environment[variable]);
  const shared = sharedVariable === undefined ? null : nonEmpty(environment[sharedVariable]);
  return own ?? (shared !== null && isUrlOf(kind, shared) ? shared : null);
}

/** CI systems pass unset variables as empty ones. */
const nonEmpty = (value: string | undefined): string | null => (value === undefined || value === '' ? null : value);
