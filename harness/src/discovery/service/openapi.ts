import { saysSecret } from '../../platform/secrets/secret-name.js';
import type { Candidate } from './candidate.js';
import { type Resolve, sampleSchema } from './sample-schema.js';

/** Paths where services publish their own description, the most usual first. */
export const documentPaths: readonly string[] = [
  '/openapi.json',
  '/api-json',
  '/docs-json',
  '/docs/json',
  '/swagger.json',
  '/api-docs.json',
  '/documentation/json',
  '/openapi',
  '/swagger/json',
  '/api/docs-json',
  '/api/openapi.json',
  '/docs/openapi.json',
];

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const methods: readonly string[] = ['get', 'post', 'put', 'patch', 'delete'];

/** Parses a document of OpenAPI 3 or Swagger 2. Null for everything else. */
export function parseDocument(text: string): Fields | null {
  try {
    const document = fieldsOf(JSON.parse(text));
    const isKnown = typeof document.openapi === 'string' || typeof document.swagger === 'string';
    return isKnown && typeof document.paths === 'object' ? document : null;
  } catch {
    return null;
  }
}

/** Follows references such as `#/components/schemas/User`. */
function createResolve(document: Fields): Resolve {
  return (reference) => {
    if (!reference.startsWith('#/')) return undefined;
    const names = reference
      .slice(2)
      .split('/')
      .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
    return names.reduce<unknown>((value, name) => fieldsOf(value)[name], document);
  };
}

/** The path that stands in front of all paths. */
function basePathOf(document: Fields): string {
  const swagger = textOf(document.basePath);
  const server = textOf(fieldsOf(listOf(document.servers)[0]).url);
  const path = swagger !== '' ? swagger : server.replace(/^https?:\/\/[^/]*/, '');
  return /^\/[\w./-]*$/.test(path) ? path.replace(/\/+$/, '') : '';
}

interface Parameter {
  readonly name: string;
  readonly place: string;
  readonly isRequired: boolean;
  readonly value: string | null;
}

function parameterOf(given: unknown, resolve: Resolve): Parameter {
  const reference = fieldsOf(given).$ref;
  const fields = fieldsOf(typeof reference === 'string' ? resolve(reference) : given);
  const [named] = Object.values(fieldsOf(fields.examples));
  const sample = fields.example ?? fieldsOf(named).value ?? exampleOf(fields, resolve);
  return {
    name: textOf(fields.name),
    place: textOf(fields.in),
    isRequired: fields.required === true,
    value: sample === undefined || typeof sample === 'object' ? null : String(sample),
  };
}

/**
 * The example of a parameter. For a path, only a value that the document gives counts, because a number made up for
 * `:id` would belong to nobody.
 */
function exampleOf(fields: Fields, resolve: Resolve): unknown {
  const schema = fieldsOf(fields.schema ?? fields);
  const told = schema.example ?? listOf(schema.examples)[0] ?? schema.default ?? listOf(schema.enum)[0];
  return fields.in === 'path' ? told : (told ?? sampleSchema(schema, resolve));
}

function bodyOf(operation: Fields, parameters: readonly unknown[], resolve: Resolve): Candidate['body'] {
  const reference = fieldsOf(operation.requestBody).$ref;
  const body = fieldsOf(typeof reference === 'string' ? resolve(reference) : operation.requestBody);
  const content = fieldsOf(body.content);
  const swaggerBody = parameters.map(fieldsOf).find(({ in: place }) => place === 'body');
  const hasForm = parameters.map(fieldsOf).some(({ in: place }) => place === 'formData');
  if (Object.keys(content).length === 0 && swaggerBody === undefined) return { kind: hasForm ? 'unknown' : 'none' };
  const json = fieldsOf(content['application/json']);
  const [named] = Object.values(fieldsOf(json.examples));
  const value = json.example ?? fieldsOf(named).value ?? sampleSchema(json.schema ?? swaggerBody?.schema, resolve);
  return value === undefined ? { kind: 'unknown' } : { kind: 'json', value };
}

function queryOf(parameters: readonly Parameter[]): string {
  const needed = parameters.filter(({ place, isRequired }) => place === 'query' && isRequired);
  const pairs = needed.map(({ name, value }) => [name, saysSecret(name) ? '' : (value ?? '')] as [string, string]);
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}

/** The requests that a document describes, with values from its examples and schemas. */
export function candidatesOf(document: Fields): readonly Candidate[] {
  const resolve = createResolve(document);
  const base = basePathOf(document);
  return Object.entries(fieldsOf(document.paths)).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = fieldsOf(item)[method];
      if (operation === undefined || !path.startsWith('/')) return [];
      const given = [...listOf(fieldsOf(item).parameters), ...listOf(fieldsOf(operation).parameters)];
      const parameters = given.map((parameter) => parameterOf(parameter, resolve));
      const values = parameters.flatMap(({ name, place, value }) =>
        place === 'path' && value !== null ? [[name, value] as const] : [],
      );
      return [
        {
          method: method.toUpperCase(),
          path: base + path,
          isForAll: false,
          pathValues: Object.fromEntries(values),
          query: queryOf(parameters),
          body: method === 'get' ? { kind: 'none' as const } : bodyOf(fieldsOf(operation), given, resolve),
        },
      ];
    }),
  );
}
