import { loadPart } from '../../platform/load-part.js';
import { headerValues, type RawHeaders } from '../answer.js';
import type { WireRequest } from '../request-template.js';

/** The cookies of one client, as a browser keeps them (RFC 6265bis). */
export interface CookieJar {
  /** The cookies to send with a request for this path, by name. */
  cookiesFor(path: string): ReadonlyMap<string, string>;
  /** Keeps the cookies that an answer sets. Returns the values that are new to the jar. */
  keep(path: string, headers: RawHeaders): readonly string[];
}

export type MakeJar = (baseUrl: string) => CookieJar;

const noCookies: ReadonlyMap<string, string> = new Map();

/** The jar of clients that keep no cookies. */
export const noJar: CookieJar = { cookiesFor: () => noCookies, keep: () => [] };

/** The library is loaded on demand, because few commands need it. */
const loadToughCookie = () => loadPart('tough-cookie', () => import('tough-cookie'));

/** Loads the library, and returns a function that makes jars. */
export async function loadJars(): Promise<MakeJar> {
  const tough = await loadToughCookie();
  return (baseUrl) => {
    // Services set cookies for host names that a browser would refuse as public suffixes, and `Secure` ones on a
    // loopback address.
    const jar = new tough.CookieJar(null, { rejectPublicSuffixes: false, looseMode: true, allowSecureOnLocal: true });
    const known = new Set<string>();
    return {
      cookiesFor: (path) =>
        new Map(
          jar.getCookiesSync(new URL(path, baseUrl).href).map(({ key, value }): [string, string] => [key, value]),
        ),
      keep(path, headers) {
        const url = new URL(path, baseUrl).href;
        const fresh = headerValues(headers, 'set-cookie').flatMap((line) => {
          const value = jar.setCookieSync(line, url, { ignoreError: true })?.value ?? '';
          return value === '' || known.has(value) ? [] : [value];
        });
        for (const value of fresh) known.add(value);
        return fresh;
      },
    };
  };
}

/** Adds cookies to a request. Cookies that the request names itself go before those of a jar. */
export function withCookies(request: WireRequest, cookies: ReadonlyMap<string, string>): WireRequest {
  if (cookies.size === 0) return request;
  const own = Object.entries(request.headers).find(([name]) => name.toLowerCase() === 'cookie');
  const ownNames = (own?.[1] ?? '').split(';').map((pair) => pair.split('=', 1)[0]?.trim());
  const kept = [...cookies].flatMap(([name, value]) => (ownNames.includes(name) ? [] : [`${name}=${value}`]));
  const cookie = [...(own === undefined ? [] : [own[1]]), ...kept].join('; ');
  return { ...request, headers: { ...request.headers, [own?.[0] ?? 'cookie']: cookie } };
}
