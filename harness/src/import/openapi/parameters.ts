import { type Fields, fieldsOf, isFields, listOf, plainText } from '../values.js';
import { resolveReference } from './resolve-reference.js';
import { exampleOf, isExplicit, sampleSchema } from './sample-schema.js';

/** A parameter of an operation, with a value. */
export interface Parameter {
  readonly name: string;
  readonly place: string;
  readonly isRequired: boolean;
  /** Name and text before they are encoded. A parameter that is repeated has several. */
  readonly values: readonly (readonly [name: string, value: string])[];
  /** True when the document gives no value, and this one was made from the type. */
  readonly isMadeUp: boolean;
}

/**
 * Parameters of the path and of the operation. The operation's go first when both have the same name. Null when a
 * reference leads nowhere.
 */
export function parametersOf(item: Fields, operation: Fields, root: Fields): readonly Parameter[] | null {
  const given = [...listOf(item.parameters), ...listOf(operation.parameters)];
  const resolved = given.map((parameter) => resolveReference(parameter, root));
  if (resolved.includes(null)) return null;
  const byPlace = new Map(
    resolved
      .filter((parameter) => parameter !== null)
      .map((parameter) => [`${parameter.in} ${parameter.name}`, parameter]),
  );
  return [...byPlace.values()].map((parameter) => toParameter(parameter, root));
}

function toParameter(parameter: Fields, root: Fields): Parameter {
  const name = plainText(parameter.name);
  const place = plainText(parameter.in);
  const content = Object.values(fieldsOf(parameter.content)).map(fieldsOf)[0];
  // In OpenAPI 2 the parameter is its own schema.
  const schema = resolveReference(parameter.schema ?? content?.schema ?? parameter, root) ?? {};
  const given = exampleOf(parameter, root) ?? (content === undefined ? undefined : exampleOf(content, root));
  const value = given ?? sampleSchema(withLeastId(schema, place), root) ?? '1';
  return {
    name,
    place,
    isRequired: parameter.required === true || place === 'path',
    values: content === undefined ? serialize(name, value, parameter) : [[name, JSON.stringify(value)]],
    isMadeUp: given === undefined && !isExplicit(schema),
  };
}

/** Makes ids begin at 1, because a service more often gives its first object the id 1 than 0. */
function withLeastId(schema: Fields, place: string): Fields {
  const isWhole = schema.type === 'integer' || schema.type === 'number';
  const isFree = isWhole && schema.minimum === undefined && schema.exclusiveMinimum === undefined;
  return place === 'path' && isFree && !isExplicit(schema) ? { ...schema, minimum: 1 } : schema;
}

const separators: Readonly<Record<string, string>> = {
  ssv: ' ',
  tsv: '\t',
  pipes: '|',
  spaceDelimited: ' ',
  pipeDelimited: '|',
};

/** Writes arrays and objects in the style that the parameter names. */
function serialize(name: string, value: unknown, parameter: Fields): Parameter['values'] {
  const style = plainText(parameter.style ?? parameter.collectionFormat);
  const isQuery = parameter.in === 'query';
  const isRepeated =
    style === 'multi' || (isQuery && style !== 'csv' && !(style in separators) && parameter.explode !== false);
  const isOpenApi2 = parameter.schema === undefined;
  const separator = separators[style] ?? ',';
  if (Array.isArray(value)) {
    const texts = value.map(plainText);
    if (isRepeated && !(isOpenApi2 && style !== 'multi')) return texts.map((text) => [name, text]);
    return [[name, texts.join(separator)]];
  }
  if (!isFields(value)) return [[name, plainText(value)]];
  const pairs = Object.entries(value).map(([key, item]) => [key, plainText(item)] as const);
  if (style === 'deepObject') return pairs.map(([key, item]) => [`${name}[${key}]`, item]);
  if (isRepeated) return pairs;
  return [[name, pairs.flat().join(separator)]];
}
