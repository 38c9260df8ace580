import { isMultipart } from '../imported.js';
import { type Fields, fieldsOf, isFields, listOf, plainText } from '../values.js';
import type { Fill } from './postman-variables.js';

export type PostmanBody = { readonly text: string; readonly type: string | null } | { readonly reason: string } | null;

const rawTypes: Readonly<Record<string, string>> = {
  json: 'application/json',
  xml: 'application/xml',
  html: 'text/html',
  text: 'text/plain',
};

function graphql(body: Fields, fill: Fill): PostmanBody {
  const { query, variables } = fieldsOf(body.graphql);
  const given = fill(plainText(variables)).trim();
  const text = `{"query":${JSON.stringify(fill(plainText(query)))}${given === '' ? '' : `,"variables":${given}`}}`;
  return { text, type: 'application/json' };
}

const isInUse = (field: unknown): boolean => fieldsOf(field).disabled !== true;

function urlencoded(body: Fields, fill: Fill): PostmanBody {
  const pairs = listOf(body.urlencoded)
    .filter(isInUse)
    .map(fieldsOf)
    .map(({ key, value }) => [plainText(key), plainText(value)].map((text) => encoded(fill(text))).join('='));
  return { text: pairs.join('&'), type: 'application/x-www-form-urlencoded' };
}

/** Encodes a text, except for references and placeholders. These are encoded once they have a value. */
const encoded = (text: string): string =>
  text
    .split(/(\$\{\w+\}|\{(?:n|uuid|random)\})/)
    .map((part, index) => (index % 2 === 1 ? part : encodeURIComponent(part)))
    .join('');

/** The body of a request, and the content type that Postman would send with it. */
export function bodyOf(request: Fields, fill: Fill): PostmanBody {
  const { body } = request;
  if (!isFields(body) || body.disabled === true) return null;
  switch (body.mode) {
    case 'raw': {
      const text = fill(plainText(body.raw));
      const { language } = fieldsOf(fieldsOf(body.options).raw);
      return text === '' ? null : { text, type: rawTypes[plainText(language)] ?? null };
    }
    case 'urlencoded':
      return urlencoded(body, fill);
    case 'graphql':
      return graphql(body, fill);
    case 'formdata':
      return listOf(body.formdata).some(isInUse) ? { reason: isMultipart } : null;
    case 'file':
      return fieldsOf(body.file).src === undefined ? null : { reason: 'its body is a file that only its author has' };
    default:
      return null;
  }
}
