import type { RecordedRequest } from '../recorded-request.js';
import { type Fields, fieldsOf, isFields, listOf, plainText, textOf } from '../values.js';
import type { VariableList } from '../variable-list.js';
import type { PostmanItem } from './flatten-items.js';
import { authOf, type PostmanAuth } from './postman-auth.js';
import { bodyOf } from './postman-body.js';
import { urlOf } from './postman-url.js';
import type { Fill } from './postman-variables.js';

export type RecordedItem =
  | { readonly recorded: RecordedRequest; readonly origin: string | null; readonly notes: readonly string[] }
  | { readonly request: string; readonly reason: string };

type Header = readonly [name: string, value: string];

function givenHeaders(request: Fields, fill: Fill): readonly Header[] {
  return listOf(request.header)
    .map(fieldsOf)
    .filter(({ disabled }) => disabled !== true)
    .map(({ key, value }): Header => [fill(plainText(key)).trim(), fill(plainText(value))])
    .filter(([name]) => name !== '');
}

const withDefault = (headers: readonly Header[], name: string, value: string | null): readonly Header[] =>
  value === null || headers.some(([known]) => known.toLowerCase() === name) ? headers : [...headers, [name, value]];

/** The request of an item. In its short form, it is an address alone. */
const requestOf = (item: Fields): Fields => (isFields(item.request) ? item.request : { url: item.request });

function withAuth(path: string, headers: readonly Header[], auth: PostmanAuth) {
  if (auth === null || 'reason' in auth) return { path, headers };
  if (auth.place === 'header') return { path, headers: withDefault(headers, auth.name.toLowerCase(), auth.value) };
  const pair = `${encodeURIComponent(auth.name)}=${auth.value.includes('${') ? auth.value : encodeURIComponent(auth.value)}`;
  return { path: `${path}${path.includes('?') ? '&' : '?'}${pair}`, headers };
}

/** A request of a collection with all values filled in, or the reason why it cannot be sent. */
export function recordItem({ item, above }: PostmanItem, fill: Fill, variables: VariableList): RecordedItem {
  const request = requestOf(item);
  const name = textOf(item.name) ?? 'a request';
  const url = urlOf(request.url, fill);
  if (url === null) return { request: name, reason: 'it has no HTTP address' };
  const body = bodyOf(request, fill);
  if (body !== null && 'reason' in body) return { request: name, reason: body.reason };
  const auth = authOf(request, above, fill, variables);
  if (auth !== null && 'reason' in auth) return { request: name, reason: auth.reason };
  const typed = withDefault(givenHeaders(request, fill), 'content-type', body?.type ?? null);
  const { path, headers } = withAuth(url.path, typed, auth);
  const method = (textOf(request.method) ?? 'GET').toUpperCase();
  return { recorded: { method, path, headers, body: body?.text ?? null, name }, origin: url.origin, notes: url.notes };
}
