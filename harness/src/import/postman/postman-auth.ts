import { type Fields, fieldsOf, isFields, listOf, plainText } from '../values.js';
import type { VariableList } from '../variable-list.js';
import type { Fill } from './postman-variables.js';

/** What a request is let in by; a reason where that cannot be made here. */
export type PostmanAuth =
  | { readonly place: 'header' | 'query'; readonly name: string; readonly value: string }
  | { readonly reason: string }
  | null;

/** The nearest that says anything: of the request, its folders, the collection. */
const nearestAuth = (request: Fields, above: readonly Fields[]): Fields | null =>
  ([...above, request]
    .map(({ auth }) => auth)
    .findLast((auth) => isFields(auth) && auth.type !== 'inherit') as Fields | null) ?? null;

/** A list of keys and values in version 2.1, an object in 2.0. */
function settingsOf(auth: Fields, type: string, fill: Fill): (name: string) => string {
  const given = auth[type];
  const settings = isFields(given)
    ? given
    : Object.fromEntries(
        listOf(given)
          .map(fieldsOf)
          .map(({ key, value }) => [plainText(key), value]),
      );
  return (name) => fill(plainText(settings[name]));
}

export function authOf(request: Fields, above: readonly Fields[], fill: Fill, variables: VariableList): PostmanAuth {
  const auth = nearestAuth(request, above);
  const type = plainText(auth?.type);
  if (auth === null || type === 'noauth' || type === '') return null;
  const setting = settingsOf(auth, type, fill);
  const header = (value: string): PostmanAuth => ({ place: 'header', name: 'authorization', value });
  const token = (value: string): PostmanAuth =>
    header(`Bearer ${value === '' ? variables.refer('API_TOKEN', 'bearer token of the collection', null) : value}`);
  switch (type) {
    case 'bearer':
      return token(setting('token'));
    case 'oauth2':
      return token(setting('accessToken'));
    case 'basic':
      return header(`Basic ${basicOf(setting('username'), setting('password'), variables)}`);
    case 'apikey':
      return {
        place: setting('in') === 'query' ? 'query' : 'header',
        name: setting('key') || 'x-api-key',
        value: setting('value'),
      };
    default:
      return { reason: `its authorization (${type}) is not known here` };
  }
}

/** Base64 of what is not known yet cannot be made. */
function basicOf(user: string, password: string, variables: VariableList): string {
  const isKnown = !`${user}${password}`.includes('${');
  if (isKnown) return Buffer.from(`${user}:${password}`).toString('base64');
  return variables.refer('BASIC_CREDENTIALS', 'base64 of user:password', null);
}
