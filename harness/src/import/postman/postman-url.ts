import { pathOf, withReferences } from '../recorded-request.js';
import { type Fields, fieldsOf, isFields, listOf, plainText } from '../values.js';
import type { Fill } from './postman-variables.js';

export interface PostmanUrl {
  /** Path and query. */
  readonly path: string;
  readonly origin: string | null;
  readonly notes: readonly string[];
}

/** The address as text. Postman writes host and path beside `raw`, as lists of parts. */
function rawOf(url: unknown): string {
  if (!isFields(url)) return plainText(url);
  if (typeof url.raw === 'string' && url.raw !== '') return url.raw;
  const host = Array.isArray(url.host) ? url.host.map(plainText).join('.') : plainText(url.host);
  const path = Array.isArray(url.path) ? url.path.map(plainText).join('/') : plainText(url.path).replace(/^\//, '');
  return `${host}/${path}`;
}

/** The query without the parts that are switched off. Without a list of its parts, it is used as it is written. */
function queryOf(url: unknown, raw: string): string {
  const { query } = fieldsOf(url);
  if (!Array.isArray(query)) return raw.split('?').slice(1).join('?');
  const used = query.map(fieldsOf).filter(({ disabled }) => disabled !== true);
  return used.map(({ key, value }) => `${plainText(key)}=${plainText(value)}`).join('&');
}

const nowhere = 'http://nowhere.invalid';

/**
 * Replaces a reference at the beginning. It stands for scheme and host, or for the host, whose address is not needed
 * here.
 */
function absolute(address: string): string {
  if (/^\$\{\w+\}/.test(address)) return address.replace(/^\$\{\w+\}/, nowhere);
  if (address.startsWith('/')) return `${nowhere}${address}`;
  const withScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(address) ? address : `http://${address}`;
  return withScheme.replace(/^(https?:\/\/)[^/?]*\$\{\w+\}[^/?]*/, nowhere);
}

/** Fills in parameters such as `:id`. One without a value gets a value that is made up. */
function fillPathVariables(path: string, url: Fields, fill: Fill, notes: string[]): string {
  const values = new Map(
    listOf(url.variable)
      .map(fieldsOf)
      .map(({ key, value }) => [plainText(key), plainText(value)]),
  );
  return path
    .split('/')
    .map((segment) => {
      if (!/^:\w/.test(segment)) return segment;
      const value = values.get(segment.slice(1)) ?? '';
      if (value === '') notes.push(`made up, because the collection has no value: ${segment} of ${path}`);
      return value === '' ? '1' : fill(value);
    })
    .join('/');
}

/** Path, query and origin of a request. Null when it has no address. */
export function urlOf(url: unknown, fill: Fill): PostmanUrl | null {
  const raw = rawOf(url);
  if (raw.trim() === '') return null;
  const notes: string[] = [];
  const base = absolute(fill(raw.split(/[?#]/)[0] ?? '').trim());
  const query = fill(queryOf(url, raw.split('#')[0] ?? ''));
  const found = pathOf(base);
  if (found === null) return null;
  const path = fillPathVariables(withReferences(found.path), fieldsOf(url), fill, notes);
  const whole = pathOf(`${nowhere}${path}${query === '' ? '' : `?${query}`}`);
  if (whole === null) return null;
  return { path: withReferences(whole.path), origin: found.origin === nowhere ? null : found.origin, notes };
}
