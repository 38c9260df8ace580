import type { RequestTemplate } from '../../model/endpoint.js';
import { placeholdersOf, textBetweenPlaceholders } from '../text/placeholders.js';
import { type Secret, toSecret } from './secret.js';
import { maySaySecret } from './secret-name.js';
import { secretsOfText } from './text-secrets.js';

/** Headers that say how to read a message and what the client is. They never contain credentials as a whole value. */
const ordinaryHeader =
  /^(accept(-.+)?|content-.+|user-agent|host|origin|referer|connection|keep-alive|cache-control|pragma|date|expect|range|if-.+|te|upgrade|via|forwarded|x-forwarded-.+|x-request-id|traceparent|sec-.+)$/i;

const certainty = (name: string): Secret['certainty'] => (maySaySecret(name) ? 'certain' : 'possible');

/** Secrets in `Bearer <token>`, `Basic <base64 of user:password>` and `Digest response="…"`. */
function credentialsOf(value: string, source: string): readonly Secret[] {
  const [, scheme = '', credentials = ''] = /^(\w+)\s+(\S+)$/.exec(value.trim()) ?? [];
  const decoded = /^basic$/i.test(scheme) ? Buffer.from(credentials, 'base64').toString() : '';
  const password = decoded.slice(decoded.indexOf(':') + 1);
  const quoted = [...value.matchAll(/=\s*"([^"]+)"/g)].map(([, text = '']) => text);
  return [credentials, decoded, password, ...quoted].flatMap((text) => toSecret(text, source, 'certain'));
}

/** Values of cookies, from `a=1; b=2`. */
const cookiesOf = (value: string, source: string): readonly Secret[] =>
  value.split(';').flatMap((pair) => toSecret(pair.slice(pair.indexOf('=') + 1), source, 'certain'));

function secretsOfHeader(name: string, value: string): readonly Secret[] {
  const source = `header ${name.toLowerCase()}`;
  if (ordinaryHeader.test(name)) return secretsOfText(value, source);
  const inside = [
    ...credentialsOf(value, source),
    ...(/^cookie$/i.test(name) ? cookiesOf(value, source) : []),
    ...secretsOfText(value, source),
  ];
  return [...toSecret(value, source, certainty(name)), ...inside];
}

function secretsOfLeaf(value: string | number, name: string): readonly Secret[] {
  const source = name === '' ? 'body' : `body ${name}`;
  if (typeof value === 'number') return maySaySecret(name) ? toSecret(String(value), source, 'possible') : [];
  return [...toSecret(value, source, certainty(name)), ...secretsOfText(value, source)];
}

/**
 * Texts and numbers in a value, by the names of their fields. It uses no recursion, because a body may be nested to any
 * depth.
 */
function leavesOf(root: unknown, rootName: string): readonly Secret[] {
  const secrets: Secret[] = [];
  const pending: [value: unknown, name: string][] = [[root, rootName]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [value, name] = next;
    if (typeof value === 'string' || typeof value === 'number') secrets.push(...secretsOfLeaf(value, name));
    else if (Array.isArray(value)) for (const item of value) pending.push([item, name]);
    else if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value)) pending.push([item, key]);
  }
  return secrets;
}

const isForm = (text: string): boolean => /^[^\s=&]+=[^\s&]*(&[^\s=&]+=[^\s&]*)*$/.test(text);

/** Values in a text of another format: in quotes (GraphQL, CSV), between tags (XML), or one line of JSON each. */
const piecesOf = (text: string): readonly unknown[] => [
  ...[...text.matchAll(/"([^"\n]*)"|'([^'\n]*)'|>([^<>]+)</g)].map(([, a, b, c]) => a ?? b ?? c ?? ''),
  ...text.split('\n').map(parseLine),
];

/** A line that is not JSON yields nothing, because it is a part of the whole text. */
function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return '';
  }
}

function secretsOfBodyText(text: string): readonly Secret[] {
  try {
    return leavesOf(JSON.parse(text), '');
  } catch {
    if (!isForm(text)) return [text, ...piecesOf(text)].flatMap((piece) => leavesOf(piece, ''));
    return [...new URLSearchParams(text)].flatMap(([name, value]) => leavesOf(value, name));
  }
}

/** A body of a template, or as it is sent. */
type Body = RequestTemplate['body'] | Buffer | string;

function secretsOfBody(body: Body): readonly Secret[] {
  if (body === null || (typeof body === 'object' && 'make' in body)) return [];
  if (typeof body === 'string') return secretsOfBodyText(body);
  if (Buffer.isBuffer(body)) return secretsOfBodyText(body.toString());
  if ('text' in body) return secretsOfBodyText(body.text);
  return [
    ...toSecret(body.base64, 'body', 'certain'),
    ...secretsOfBodyText(Buffer.from(body.base64, 'base64').toString()),
  ];
}

/** The values in a request that must not be written down. Placeholders are not among them. */
export const secretsOfRequest = ({
  path,
  headers,
  body,
}: Pick<RequestTemplate, 'path' | 'headers'> & { readonly body: Body }): readonly Secret[] =>
  [
    ...secretsOfText(path, 'query'),
    ...Object.entries(headers).flatMap(([name, value]) => secretsOfHeader(name, value)),
    ...secretsOfBody(body),
  ].flatMap(withoutPlaceholders);

/**
 * Leaves out placeholders. The mask knows that `{n}` stands for a number. The values of other names are learned once
 * they are known.
 */
function withoutPlaceholders(secret: Secret): readonly Secret[] {
  const isOther = placeholdersOf(secret.value).some((name) => name !== 'n');
  if (!isOther) return [secret];
  return textBetweenPlaceholders(secret.value).flatMap((text) => toSecret(text, secret.source, secret.certainty));
}
