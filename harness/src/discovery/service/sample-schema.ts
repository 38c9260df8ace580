/** A JSON schema. The value may also be something else. */
interface Schema {
  readonly $ref?: unknown;
  readonly type?: unknown;
  readonly example?: unknown;
  readonly examples?: unknown;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
  readonly items?: unknown;
  readonly allOf?: readonly unknown[];
  readonly oneOf?: readonly unknown[];
  readonly anyOf?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly multipleOf?: number;
}

/** Deeper schemas contain themselves. */
const deepest = 8;

const byFormat: Readonly<Record<string, string>> = {
  email: 'someone@example.com',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
  date: '2026-01-31',
  'date-time': '2026-01-31T12:00:00.000Z',
  time: '12:00:00Z',
  ipv4: '192.0.2.1',
  hostname: 'example.com',
};

export type Resolve = (reference: string) => unknown;

/** A value that a schema allows. Undefined when it cannot be told, as with patterns. */
export function sampleSchema(given: unknown, resolve: Resolve, depth = 0): unknown {
  if (typeof given !== 'object' || given === null || depth > deepest) return undefined;
  const schema = given as Schema;
  const inner = (other: unknown): unknown => sampleSchema(other, resolve, depth + 1);
  if (typeof schema.$ref === 'string') return inner(resolve(schema.$ref));
  const told = [
    schema.example,
    Array.isArray(schema.examples) ? schema.examples[0] : undefined,
    schema.const,
    schema.default,
    schema.enum?.[0],
  ];
  const known = told.find((value) => value !== undefined && value !== null);
  if (known !== undefined) return known;
  const [choice] = schema.oneOf ?? schema.anyOf ?? [];
  if (choice !== undefined) return inner(choice);
  if (schema.allOf !== undefined) return joined(schema.allOf.map(inner));
  const [type] = [schema.type].flat().filter((name) => name !== 'null');
  if (type === 'object' || schema.properties !== undefined) return sampleObject(schema, inner);
  if (type === 'array') return sampleArray(schema, inner);
  if (type === 'string') return sampleText(schema);
  if (type === 'integer' || type === 'number') return sampleNumber(schema);
  return type === 'boolean' ? true : undefined;
}

function joined(parts: readonly unknown[]): unknown {
  return parts.includes(undefined) ? undefined : Object.assign({}, ...parts);
}

/** An object with all required fields, and those other fields that have a value. */
function sampleObject({ properties = {}, required = [] }: Schema, inner: (schema: unknown) => unknown): unknown {
  const entries = Object.entries(properties).map(([name, schema]) => [name, inner(schema)] as const);
  const known = entries.filter(([, value]) => value !== undefined);
  return required.every((name) => known.some(([other]) => other === name)) ? Object.fromEntries(known) : undefined;
}

function sampleArray({ items }: Schema, inner: (schema: unknown) => unknown): unknown {
  const item = inner(items);
  return item === undefined ? [] : [item];
}

function sampleText({ format, pattern, minLength = 0 }: Schema): string | undefined {
  if (pattern !== undefined) return undefined;
  const text = byFormat[format ?? ''] ?? 'text';
  return text.padEnd(minLength, 'x');
}

function sampleNumber({ minimum, exclusiveMinimum, multipleOf }: Schema): number {
  const least = minimum ?? (typeof exclusiveMinimum === 'number' ? exclusiveMinimum + 1 : 1);
  return multipleOf === undefined ? least : Math.ceil(least / multipleOf) * multipleOf || multipleOf;
}
