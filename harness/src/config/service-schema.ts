import { z } from 'zod';
import { serviceDefinitions } from '../model/services/catalogue.js';
import type { ServiceDefinition } from '../model/services/service-definition.js';
import { type ServiceKind, serviceKinds } from '../model/services/service-kind.js';
import { flag, integer, oneOf, port, strictObject, text } from './schema-parts.js';

/** A server with fewer connections has no room for the observer, a target and a user who looks at both. */
const fewestConnections = 4;

/** The name of an image. It must not look like a flag of `docker run`. */
function image({ options }: ServiceDefinition) {
  const error = `the name of an image, e.g. "${options.image}"`;
  return z.string({ error }).regex(/^[a-z0-9][\w.:/@-]*$/i, { error });
}

function url({ url: { protocols } }: ServiceDefinition) {
  const error = `a ${protocols[0]}// address`;
  return z.string({ error }).regex(new RegExp(`^(?:${protocols.join('|')})//\\S+$`), { error });
}

function optionsSchema(definition: ServiceDefinition) {
  const { limit, isRestored } = definition.options;
  const fields = {
    url: url(definition).optional(),
    provider: oneOf(['auto', 'url', 'embedded', 'local', 'docker']).optional(),
    [limit.name]: integer(fewestConnections, limit.most).optional(),
    image: image(definition).optional(),
    port: port.optional(),
    ...(isRestored ? { restore: text.optional() } : {}),
  };
  return strictObject(fields, 'true, false or an object');
}

/** The options that a configuration may give for one service. The service's definition tells which of them it has. */
export interface ParsedServiceOptions {
  readonly url?: string;
  readonly provider?: 'auto' | 'url' | 'embedded' | 'local' | 'docker';
  readonly image?: string;
  readonly port?: number;
  readonly restore?: string;
  /** The limit of connections, under the name that the service itself uses for it. */
  readonly [limit: string]: string | number | undefined;
}

export type ParsedServices = { readonly [kind in ServiceKind]?: boolean | ParsedServiceOptions };

const serviceSchema = (kind: ServiceKind) =>
  z.union([flag, optionsSchema(serviceDefinitions[kind])], { error: 'true, false or an object' }).optional();

/** The setting `services`. */
export const servicesSchema = strictObject(
  Object.fromEntries(serviceKinds.map((kind) => [kind, serviceSchema(kind)])),
  'an object',
) as unknown as z.ZodType<ParsedServices>;
