/** A request as somebody recorded or wrote it, with all that it held. */
export interface RecordedRequest {
  readonly method: string;
  /** With its query, percent-encoded. */
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | null;
  /** Told apart by it from others of the same method and path. */
  readonly name: string | null;
}

/**
 * What a client's connection, cache and browser say. They are this client's alone, or make the service answer without
 * doing its work (`if-none-match`).
 */
const clientHeader =
  /^(:.*|host|connection|content-length|transfer-encoding|keep-alive|te|upgrade|expect|accept-encoding|accept-language|user-agent|referer|origin|cache-control|pragma|dnt|priority|upgrade-insecure-requests|x-client-data|if-.+|sec-.+|proxy-connection)$/i;

/** Headers that say something to the application, by their names in small letters; of the same name the last. */
export function applicationHeaders(headers: RecordedRequest['headers']): Readonly<Record<string, string>> {
  const kept = headers.filter(([name, value]) => !clientHeader.test(name) && !isAnyType(name, value));
  return Object.fromEntries(kept.map(([name, value]) => [name.toLowerCase(), value]));
}

const isAnyType = (name: string, value: string): boolean => /^accept$/i.test(name) && value.trim() === '*/*';

/** Path and query of a URL as requests have them, or null where it is none that HTTP knows. */
export function pathOf(url: string): { readonly origin: string; readonly path: string } | null {
  if (!URL.canParse(url)) return null;
  const { protocol, origin, pathname, search } = new URL(url);
  return /^https?:$/.test(protocol) ? { origin, path: `${pathname}${search}` } : null;
}

/** A URL encodes `{` and `}`, and references and placeholders have them. */
export const withReferences = (path: string): string =>
  path.replace(/\$%7B(\w+)%7D/g, (_all, name: string) => `\${${name}}`).replace(/%7B(n|uuid|random)%7D/g, '{$1}');
