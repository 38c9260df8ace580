import { curlInvalid } from '../import-messages.js';
import { pathOf, type RecordedRequest, withReferences } from '../recorded-request.js';
import { curlData, isData, type ReadFileText } from './curl-body.js';
import type { CurlToken } from './curl-options.js';

type Header = readonly [name: string, value: string];

const has = (headers: readonly Header[], name: string): boolean =>
  headers.some(([known]) => known.toLowerCase() === name);

/** A header: `name: value`, or `name;` to send it empty. `name:` sends no header. */
function headerOf(text: string): readonly Header[] {
  const colon = text.indexOf(':');
  if (colon < 1) return [];
  const value = text.slice(colon + 1).trim();
  return value === '' ? [] : [[text.slice(0, colon).trim(), value]];
}

function headersOf(tokens: readonly CurlToken[]): readonly Header[] {
  const valuesOf = (name: CurlToken['name']): readonly string[] =>
    tokens.filter((token) => token.name === name).map(({ value }) => value);
  const given = valuesOf('header').flatMap(headerOf);
  const implied: readonly Header[] = [
    ...valuesOf('user').map((user): Header => ['authorization', `Basic ${Buffer.from(user).toString('base64')}`]),
    ...valuesOf('oauth2-bearer').map((token): Header => ['authorization', `Bearer ${token}`]),
    // Without `=`, the value is the name of a file.
    ...cookiesOf(valuesOf('cookie').filter((cookie) => cookie.includes('='))),
    ...contentTypes(tokens),
  ];
  return [...implied.filter(([name]) => !has(given, name)), ...given];
}

const cookiesOf = (cookies: readonly string[]): readonly Header[] =>
  cookies.length === 0 ? [] : [['cookie', cookies.join('; ')]];

function contentTypes(tokens: readonly CurlToken[]): readonly Header[] {
  if (tokens.some(({ name }) => name === 'json'))
    return [
      ['content-type', 'application/json'],
      ['accept', 'application/json'],
    ];
  const isSent = tokens.some(isData) && !tokens.some(({ name }) => name === 'get');
  return isSent ? [['content-type', 'application/x-www-form-urlencoded']] : [];
}

/** Like curl, takes an address without a scheme as one of HTTP. */
const withScheme = (address: string): string =>
  /^[a-z][a-z\d+.-]*:\/\//i.test(address) ? address : `http://${address}`;

/** The address of a request. If a reference stands in the place of the host, the host is not known, and not needed. */
function addressOf(address: string): { readonly path: string; readonly origin: string | null } | null {
  if (!address.startsWith('$')) return pathOf(withScheme(address));
  const found = pathOf(address.replace(/^\$\{\w+\}/, 'http://nowhere.invalid'));
  return found === null ? null : { path: found.path, origin: null };
}

const looksLikeAddress = /^\$|[./:]|^localhost$/;

/** The word is not shown, because it may be the value of a header. */
const strayWord =
  'a word in it is neither an option nor an address. Quotes inside of quotes? Put the command into a file: --curl @file';

export interface CurlRequest {
  readonly recorded: RecordedRequest;
  readonly origin: string | null;
}

/** The requests that a command sends, one for each address. */
export async function curlRequests(
  tokens: readonly CurlToken[],
  read: ReadFileText,
  command: string,
): Promise<readonly CurlRequest[]> {
  const addresses = tokens.filter(({ name }) => name === null || name === 'url').map(({ value }) => value);
  if (addresses.length === 0) throw curlInvalid(command, 'there is no address in it');
  const data = await curlData(tokens, read);
  const isQuery = tokens.some(({ name }) => name === 'get');
  const isHead = tokens.some(({ name }) => name === 'head');
  const headers = headersOf(tokens);
  const asked = tokens.findLast(({ name }) => name === 'request')?.value.toUpperCase();
  const method = asked ?? (isHead ? 'HEAD' : data !== null && !isQuery ? 'POST' : 'GET');
  return addresses.map((address) => {
    const found = addressOf(address);
    if (found === null || !looksLikeAddress.test(address)) throw curlInvalid(command, strayWord);
    const query = isQuery && data !== null ? `${found.path.includes('?') ? '&' : '?'}${data}` : '';
    const path = withReferences(`${found.path}${query}`);
    return { recorded: { method, path, headers, body: isQuery ? null : data, name: null }, origin: found.origin };
  });
}
