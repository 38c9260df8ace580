import type { Capture, ClientPlan } from '../../model/endpoint.js';
import type { TlsTrust } from '../../model/tls.js';
import { type Secret, toSecret } from '../../platform/secrets/secret.js';
import { maySaySecret } from '../../platform/secrets/secret-name.js';
import type { ValueSource } from '../request-template.js';
import type { CookieJar } from './cookie-jar.js';
import type { UnitValues } from './unit-values.js';

export type ByName = Readonly<Record<string, string>>;

/** How the sessions of one target are made. */
export interface SessionOptions {
  readonly baseUrl: string;
  readonly plan: ClientPlan;
  /** When it is left out, any certificate is accepted. */
  readonly trust?: TlsTrust;
  readonly timeoutMs: number;
  /** True for a process that is started after another one of the same target. What `setup` makes may exist already. */
  readonly isRepeated: boolean;
  /** Takes values that must not be written down. */
  readonly learn: (secrets: readonly Secret[]) => void;
}

/** What all sessions of a target share. */
export interface SessionWorld extends SessionOptions {
  readonly unitValues: UnitValues;
}

/** Values and cookies of one owner: a client, or all clients together. */
export interface SessionState {
  readonly values: Record<string, string>;
  readonly jar: CookieJar;
  /** How often the requests gave all of these values. */
  logins: number;
}

export const emptyState = (jar: CookieJar): SessionState => ({ values: {}, jar, logins: 0 });

const ownValue = (values: ByName, name: string): string | undefined =>
  Object.hasOwn(values, name) ? values[name] : undefined;

/**
 * Combines values. Values that were captured later go first, then those captured earlier, then those that the unit's
 * number gives.
 */
export function layeredValues(layers: readonly (() => ByName)[], n: number, unitValues: UnitValues): ValueSource {
  return {
    lookUp(name) {
      for (const layer of layers) {
        const value = ownValue(layer(), name);
        if (value !== undefined) return value;
      }
      return unitValues.lookUp(n, name);
    },
    all: () => Object.assign({ ...unitValues.all(n) }, ...layers.toReversed().map((layer) => layer())),
  };
}

/**
 * The secrets among captured values. The name of a value tells whether it is secret, and so does the place where it was
 * found.
 */
export const secretsOfCaptured = (captures: readonly Capture[], values: ByName): readonly Secret[] =>
  captures.flatMap(({ name, source, written }) => {
    const isSecret = source.kind === 'cookie' || maySaySecret(name) || maySaySecret(written);
    return toSecret(values[name] ?? '', `captured ${name}`, isSecret ? 'certain' : 'possible');
  });

/** Keeps what answers give in the state of the client that asked, and reports the secrets in it. */
export const keepIn =
  ({ values }: SessionState, learn: SessionOptions['learn']) =>
  (captures: readonly Capture[], found: ByName, cookies: readonly string[]): void => {
    Object.assign(values, found);
    learn([...secretsOfCaptured(captures, found), ...secretsOfCookies(cookies)]);
  };

export const secretsOfCookies = (cookies: readonly string[]): readonly Secret[] =>
  cookies.flatMap((cookie) => toSecret(cookie, 'cookie', 'certain'));
