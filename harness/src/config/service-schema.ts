import { z } from 'zod';
import { serviceDefinitions } from '../model/services/catalogue.js';
import type { ServiceDefinition } from '../model/services/service-definition.js';
import { type ServiceKind, serviceKinds } from '../model/services/service-kind.js';
import { flag, integer, oneOf, port, strictObject, text } from './schema-parts.js';

/** A server with less has no room for the observer, a target and who looks at both. */
const fewestConnections = 4;

/** Not a flag of `docker run`. */
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

/** What a configuration may say of one service. Which of them stand there, its definition tells. */
export interface ParsedServiceOptions {
  readonly url?: string;
  readonly provider?: 'auto' | 'url' | 'embedded' | 'local' | 'docker';
  readonly image?: string;
  readonly port?: number;
  readonly restore?: string;
  /** The limit of connections, by the name that the service has for it. */
  readonly [limit: string]: string | number | undefined;
}

export type ParsedServices = { readonly [kind in ServiceKind]?: boolean | ParsedServiceOptions };

const serviceSchema = (kind: ServiceKind) =>
  z.union([flag, optionsSchema(serviceDefinitions[kind])], { error: 'true, false or an object' }).optional();

/** `services` of a configuration. */
export const servicesSchema = strictObject(
  Object.fromEntries(serviceKinds.map((kind) => [kind, serviceSchema(kind)])),
  'an object',
) as unknown as z.ZodType<ParsedServices>;
