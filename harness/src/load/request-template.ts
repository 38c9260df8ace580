import type { RequestBody, RequestTemplate, RequestValues } from '../model/endpoint.js';
import { fillPlaceholders, hasPlaceholder, placeholdersOf } from '../platform/text/placeholders.js';

/** One request as it is sent. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string | null;
}

/** Values by name. `all` lists them for a function that makes a body. */
export interface ValueSource {
  lookUp(name: string): string | undefined;
  all(): RequestValues;
}

/** The name of a request in messages. It is the request as it was written, so it holds no value. */
export const nameOf = ({ method, path }: RequestTemplate): string => `${method} ${path}`;

export const isExpected = ({ expectStatus: [from, to] }: RequestTemplate, status: number): boolean =>
  status >= from && status <= to;

const textsOf = ({ path, headers, body }: RequestTemplate): readonly string[] => [
  path,
  ...Object.values(headers),
  ...(body !== null && 'text' in body ? [body.text] : []),
];

const isMade = ({ body }: RequestTemplate): boolean => body !== null && 'make' in body;

/** Whether the request may differ from one time to the next. */
export const isTemplated = (step: RequestTemplate): boolean => isMade(step) || textsOf(step).some(hasPlaceholder);

/** Whether one of these values may be in the request. */
export const dependsOn = (step: RequestTemplate, names: readonly string[]): boolean =>
  isMade(step) ||
  textsOf(step)
    .flatMap(placeholdersOf)
    .some((name) => names.includes(name));

/**
 * Fills in a template. A value is escaped as its place needs it: percent-encoded in the path (RFC 6570) and in forms,
 * as part of a string in JSON.
 *
 * @throws Error when the request cannot be sent: the function of a body throws, or a header value has a line break.
 */
export function fillTemplate(step: RequestTemplate, values: ValueSource): WireRequest {
  const lookUp = (name: string): string | undefined => values.lookUp(name);
  const path = fillPlaceholders(step.path, (name) => encoded(lookUp(name), encodeURIComponent));
  const filled = Object.entries(step.headers).map(([name, value]): [string, string] => {
    return [name, checkHeader(name, fillPlaceholders(value, lookUp))];
  });
  const headers = Object.fromEntries(filled);
  return { method: step.method, path, ...fillBody(step, headers, values) };
}

type Encode = (text: string) => string;

const encoded = (value: string | undefined, encode: Encode): string | undefined =>
  value === undefined ? undefined : encode(value);

function checkHeader(name: string, value: string): string {
  if (/[\r\n\0]/.test(value)) throw new Error(`the value for its header ${name} has a line break`);
  return value;
}

type Headers = Readonly<Record<string, string>>;

const contentTypeOf = (headers: Headers): string | undefined =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];

function encoderFor(contentType = ''): Encode {
  if (/[/+]json\b/i.test(contentType)) return (text) => JSON.stringify(text).slice(1, -1);
  return /x-www-form-urlencoded/i.test(contentType) ? encodeURIComponent : (text) => text;
}

function fillBody(
  { body }: RequestTemplate,
  headers: Headers,
  values: ValueSource,
): Pick<WireRequest, 'headers' | 'body'> {
  if (body === null) return { headers, body: null };
  if ('base64' in body) return { headers, body: Buffer.from(body.base64, 'base64') };
  if ('make' in body) return makeBody(body, headers, values);
  const encode = encoderFor(contentTypeOf(headers));
  return { headers, body: fillPlaceholders(body.text, (name) => encoded(values.lookUp(name), encode)) };
}

function makeBody(
  { make }: Extract<RequestBody, { make: unknown }>,
  headers: Headers,
  values: ValueSource,
): Pick<WireRequest, 'headers' | 'body'> {
  const made = callMaker(make, values.all());
  if (made === undefined || made === null) return { headers, body: null };
  if (typeof made === 'string' || Buffer.isBuffer(made)) return { headers, body: made };
  if (made instanceof Uint8Array) return { headers, body: Buffer.from(made) };
  if (typeof (made as PromiseLike<unknown>).then === 'function')
    throw new Error('its body function returned a promise: it must return the body itself');
  const typed = contentTypeOf(headers) === undefined ? { 'content-type': 'application/json', ...headers } : headers;
  return { headers: typed, body: JSON.stringify(made) };
}

function callMaker(make: (values: RequestValues) => unknown, values: RequestValues): unknown {
  try {
    return make(values);
  } catch (error) {
    throw new Error(`its body function threw ${String(error)}`, { cause: error });
  }
}
