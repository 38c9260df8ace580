/** A request as somebody recorded or wrote it, with everything that it held. */
export interface RecordedRequest {
  readonly method: string;
  /** Path and query, percent-encoded. */
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | null;
  /** A name that tells it apart from other requests with the same method and path. */
  readonly name: string | null;
}

/**
 * Headers about a client's connection, cache and browser. They belong to that client, or make the service answer
 * without doing its work (`if-none-match`).
 */
const clientHeader =
  /^(:.*|host|connection|content-length|transfer-encoding|keep-alive|te|upgrade|expect|accept-encoding|accept-language|user-agent|referer|origin|cache-control|pragma|dnt|priority|upgrade-insecure-requests|x-client-data|if-.+|sec-.+|proxy-connection)$/i;

/**
 * Headers that matter to the application, by their names in lower case. If a name occurs twice, the last value is
 * taken.
 */
export function applicationHeaders(headers: RecordedRequest['headers']): Readonly<Record<string, string>> {
  const kept = headers.filter(([name, value]) => !clientHeader.test(name) && !isAnyType(name, value));
  return Object.fromEntries(kept.map(([name, value]) => [name.toLowerCase(), value]));
}

const isAnyType = (name: string, value: string): boolean => /^accept$/i.test(name) && value.trim() === '*/*';

/** Path, query and origin of a URL. Null when it is not an HTTP URL. */
export function pathOf(url: string): { readonly origin: string; readonly path: string } | null {
  if (!URL.canParse(url)) return null;
  const { protocol, origin, pathname, search } = new URL(url);
  return /^https?:$/.test(protocol) ? { origin, path: `${pathname}${search}` } : null;
}

/** Decodes `{` and `}` of references and placeholders, which a URL encodes. */
export const withReferences = (path: string): string =>
  path.replace(/\$%7B(\w+)%7D/g, (_all, name: string) => `\${${name}}`).replace(/%7B(n|uuid|random)%7D/g, '{$1}');
