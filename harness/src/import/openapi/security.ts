import { type Fields, fieldsOf, isFields, listOf, plainText } from '../values.js';
import type { VariableList } from '../variable-list.js';
import { resolveReference } from './resolve-reference.js';

/** What a request carries so that the operation accepts it. */
export interface Credential {
  readonly place: 'header' | 'query' | 'cookie';
  readonly name: string;
  readonly value: string;
}

/** The credentials of an operation, as references to variables. If one alternative needs none, that one is used. */
export function credentialsOf(operation: Fields, root: Fields, variables: VariableList): readonly Credential[] {
  const alternatives = listOf(operation.security ?? root.security).filter(isFields);
  const chosen = alternatives.find((needs) => Object.keys(needs).length === 0) ?? alternatives[0] ?? {};
  const schemes = fieldsOf(fieldsOf(root.components).securitySchemes ?? root.securityDefinitions);
  return Object.keys(chosen).flatMap((name) => {
    const scheme = resolveReference(schemes[name], root);
    return scheme === null ? [] : toCredential(name, scheme, schemes, variables);
  });
}

/** Whether a scheme uses a bearer token. OAuth and OpenID Connect end up with this header too. */
const isToken = (scheme: unknown): boolean => {
  const { type, scheme: how } = fieldsOf(scheme);
  return type === 'oauth2' || type === 'openIdConnect' || (type === 'http' && /^bearer$/i.test(plainText(how)));
};

function toCredential(name: string, scheme: Fields, all: Fields, variables: VariableList): readonly Credential[] {
  const purpose = `of the security scheme ${name}`;
  if (scheme.type === 'apiKey') {
    const place = (['header', 'query', 'cookie'] as const).find((known) => known === scheme.in) ?? 'header';
    const key = plainText(scheme.name) || 'x-api-key';
    return [{ place, name: key, value: variables.refer(key, `key ${purpose}`, null) }];
  }
  if (scheme.type === 'basic' || (scheme.type === 'http' && /^basic$/i.test(plainText(scheme.scheme)))) {
    const value = variables.refer('BASIC_CREDENTIALS', `base64 of user:password ${purpose}`, null);
    return [{ place: 'header', name: 'authorization', value: `Basic ${value}` }];
  }
  if (!isToken(scheme)) return [];
  const isOnly = Object.values(all).filter(isToken).length === 1;
  const value = variables.refer(isOnly ? 'API_TOKEN' : `${name}_TOKEN`, `bearer token ${purpose}`, null);
  return [{ place: 'header', name: 'authorization', value: `Bearer ${value}` }];
}
