import { asBody, type Body, isMultipart } from '../imported.js';
import { type Fields, fieldsOf, isFields, listOf, plainText } from '../values.js';
import { resolveReference } from './resolve-reference.js';
import { exampleOf, sampleSchema } from './sample-schema.js';

/** The body of an operation. Null when it has none; a reason when it has one that cannot be made. */
export type OperationBody = MadeBody | null | string;

export interface MadeBody {
  readonly type: string;
  readonly value: Body;
  /** Whether it is a text, which is sent as it is and does not tell its type. */
  readonly isText: boolean;
}

const isJson = (type: string): boolean => /^(application\/([\w.-]+\+)?json|\*\/\*)\b/i.test(type);
const isForm = (type: string): boolean => /^application\/x-www-form-urlencoded\b/i.test(type);
const isText = (type: string): boolean => /^text\/(plain|\*)/i.test(type);

const unmakeable = (types: readonly string[]): string =>
  types.some((type) => type.startsWith('multipart/'))
    ? isMultipart
    : `its body is ${types.join(', ')}, which is not made up`;

/** The body of an operation of OpenAPI 3, from `requestBody`. */
export function bodyOf(operation: Fields, root: Fields): OperationBody {
  if (operation.requestBody === undefined) return null;
  const body = resolveReference(operation.requestBody, root);
  if (body === null) return 'the $ref of its body leads nowhere';
  const content = Object.entries(fieldsOf(body.content));
  if (content.length === 0) return null;
  const chosen = [isJson, isForm, isText].map((fits) => content.find(([type]) => fits(type))).find(Boolean);
  if (chosen === undefined) return body.required === true ? unmakeable(content.map(([type]) => type)) : null;
  const [type, media] = chosen;
  return makeBody(type, exampleOf(fieldsOf(media), root) ?? sampleSchema(fieldsOf(media).schema, root));
}

/** The body of an operation of OpenAPI 2, from parameters in `body` or `formData`. */
export function bodyOfParameters(item: Fields, operation: Fields, root: Fields): OperationBody {
  const given = [...listOf(item.parameters), ...listOf(operation.parameters)];
  const parameters = given.map((parameter) => resolveReference(parameter, root) ?? {});
  const consumes = listOf(operation.consumes ?? root.consumes).map(plainText);
  const body = parameters.find((parameter) => parameter.in === 'body');
  if (body !== undefined) {
    const type = consumes.find(isJson) ?? (consumes.length === 0 ? 'application/json' : null);
    return type === null ? unmakeable(consumes) : makeBody(type, sampleSchema(body.schema, root));
  }
  const fields = parameters.filter((parameter) => parameter.in === 'formData');
  if (fields.length === 0) return null;
  const isFile = fields.some(({ type, required }) => type === 'file' && required === true);
  if (isFile || (consumes.length > 0 && !consumes.some(isForm))) return unmakeable(['multipart/form-data']);
  const required = fields.filter((field) => field.required === true);
  const values = required.map((field) => [plainText(field.name), exampleOf(field, root) ?? sampleSchema(field, root)]);
  return makeBody('application/x-www-form-urlencoded', Object.fromEntries(values));
}

function makeBody(type: string, value: unknown): OperationBody {
  if (isForm(type)) return { type, value: String(new URLSearchParams(pairsOf(value))), isText: true };
  if (isText(type)) return { type: 'text/plain', value: plainText(value), isText: true };
  const jsonType = type === '*/*' ? 'application/json' : type;
  // A text would be sent as it is, without the quotation marks of JSON.
  return typeof value === 'string'
    ? { type: jsonType, value: JSON.stringify(value), isText: true }
    : { type: jsonType, value: asBody(value ?? {}), isText: false };
}

const pairsOf = (value: unknown): [name: string, value: string][] =>
  isFields(value)
    ? Object.entries(value).flatMap(([name, item]) =>
        (Array.isArray(item) ? item : [item]).map((one): [string, string] => [
          name,
          isFields(one) ? JSON.stringify(one) : plainText(one),
        ]),
      )
    : [];
