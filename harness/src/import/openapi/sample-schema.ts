import { sample } from 'openapi-sampler';
import { type Fields, isFields, listOf } from '../values.js';
import { resolveReference } from './resolve-reference.js';

const options = { skipReadOnly: true, skipNonRequired: true, quiet: true, enablePatterns: true } as const;

/**
 * A value made from a schema: its example, its default or its first choice, or else the smallest value that its type
 * allows.
 */
export function sampleSchema(schema: unknown, root: Fields): unknown {
  if (!isFields(schema)) return undefined;
  try {
    return withoutCycles(sample(schema, options, root));
  } catch {
    // A `$ref` leads nowhere, or the schema is not one.
    return undefined;
  }
}

/**
 * Replaces empty objects in lists. The sampler puts one where a schema has itself as the item of a list, and an empty
 * list is meant.
 */
function withoutCycles(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => !isEmpty(item)).map(withoutCycles);
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutCycles(item)]));
}

const isEmpty = (value: unknown): boolean => isFields(value) && Object.keys(value).length === 0;

/** The first of `examples` (an object in OpenAPI, an array in JSON Schema), or `example`. */
export function exampleOf(place: Fields, root: Fields): unknown {
  if (place.example !== undefined) return place.example;
  const examples = isFields(place.examples) ? Object.values(place.examples) : [];
  const [first] = examples.map((example) => resolveReference(example, root)).filter((example) => example !== null);
  return first?.value ?? listOf(place.examples)[0];
}

/** Whether a schema itself gives a value. */
export const isExplicit = (schema: Fields): boolean =>
  ['example', 'examples', 'default', 'enum', 'const'].some((key) => schema[key] !== undefined);
