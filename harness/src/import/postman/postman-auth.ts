import { type Fields, fieldsOf, isFields, listOf, plainText } from '../values.js';
import type { VariableList } from '../variable-list.js';
import type { Fill } from './postman-variables.js';

/** What authorizes a request, or the reason why it cannot be made here. */
export type PostmanAuth =
  | { readonly place: 'header' | 'query'; readonly name: string; readonly value: string }
  | { readonly reason: string }
  | null;

/** The authorization that is nearest: that of the request, of its folders, or of the collection. */
const nearestAuth = (request: Fields, above: readonly Fields[]): Fields | null =>
  ([...above, request]
    .map(({ auth }) => auth)
    .findLast((auth) => isFields(auth) && auth.type !== 'inherit') as Fields | null) ?? null;

/** Reads the settings of an authorization. Version 2.1 has a list of keys and values, version 2.0 an object. */
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

/**
 * The value of basic authorization. If a part is not known yet, it cannot be encoded here, and all of it becomes a
 * variable.
 */
function basicOf(user: string, password: string, variables: VariableList): string {
  const isKnown = !`${user}${password}`.includes('${');
  if (isKnown) return Buffer.from(`${user}:${password}`).toString('base64');
  return variables.refer('BASIC_CREDENTIALS', 'base64 of user:password', null);
}
