import type { Secret } from '../../platform/secrets/secret.js';
import type { RawHeaders } from '../answer.js';
import type { WireRequest } from '../request-template.js';
import { type CookieJar, withCookies } from './cookie-jar.js';
import { sendSequence } from './send-sequence.js';
import {
  type ByName,
  keepIn,
  layeredValues,
  type SessionState,
  type SessionWorld,
  secretsOfCookies,
} from './session-state.js';
import type { SharedSession } from './shared-session.js';

/**
 * What one client knows: the values it has captured, and its cookies. Blocks that are driven at the same time share it.
 */
export interface ClientSession {
  /** A number that changes with every login. It tells whether a request was filled in before the last login. */
  version(): number;
  /** The values it has captured, the latest first. */
  readonly layers: readonly (() => ByName)[];
  readonly keepsCookies: boolean;
  withCookies(request: WireRequest): WireRequest;
  keepCookies(path: string, headers: RawHeaders): void;
  /**
   * Logs in again, unless that has happened since `version`. Null when nothing gives a login, or when the last login
   * did not help. Rejects with the error of a login that failed.
   */
  renew(version: number, signal: AbortSignal): Promise<void> | null;
  /**
   * Tells whether the last answer let the client in. After a login that did not help, no other is tried until an answer
   * lets the client in.
   */
  told(wasLetIn: boolean): void;
  /** Takes values that must not be written down. */
  learn(secrets: readonly Secret[]): void;
}

/** The session of a client that keeps nothing. */
export const noSession: ClientSession = {
  version: () => 0,
  layers: [],
  keepsCookies: false,
  withCookies: (request) => request,
  keepCookies: () => undefined,
  renew: () => null,
  told: () => undefined,
  learn: () => undefined,
};

/** A client that can log in. */
export interface Client extends ClientSession {
  /**
   * Sends `before`. Rejects with `SETUP_FAILED`.
   *
   * @param label whose requests they are, for messages.
   */
  logIn(label: string, signal: AbortSignal): Promise<void>;
}

/** Creates the client with this number. Numbers count from 0. */
export function createClient(world: SessionWorld, shared: SharedSession, state: SessionState, index: number): Client {
  const { plan, learn } = world;
  const layers = [() => state.values, () => shared.state.values];
  const values = layeredValues(layers, index + 1, world.unitValues);
  const cookiesFor = (path: string) => new Map([...shared.state.jar.cookiesFor(path), ...state.jar.cookiesFor(path)]);
  const jar: CookieJar = { cookiesFor, keep: (path, headers) => state.jar.keep(path, headers) };
  const take = keepIn(state, learn);
  const version = (): number => shared.state.logins + state.logins;
  const canRenew = (): boolean => plan.before.length > 0 || shared.givesLogin();
  let isHelpful = true;
  let renewing: Promise<void> | null = null;

  const logIn = async (label: string, signal: AbortSignal): Promise<void> => {
    await sendSequence(plan.before, { label, jar, values, take }, { ...world, signal });
    state.logins += 1;
  };

  const logInAnew = async (signal: AbortSignal): Promise<void> => {
    await shared.renew(signal);
    if (plan.before.length > 0) await logIn(`before (client ${index + 1})`, signal);
  };

  return {
    logIn,
    version,
    layers,
    keepsCookies: plan.cookies,
    withCookies: (request) => (plan.cookies ? withCookies(request, cookiesFor(request.path)) : request),
    keepCookies(path, headers) {
      const fresh = plan.cookies ? state.jar.keep(path, headers) : [];
      if (fresh.length > 0) learn(secretsOfCookies(fresh));
    },
    renew(seen, signal) {
      if (version() !== seen) return Promise.resolve();
      if (!isHelpful || !canRenew()) return null;
      renewing ??= logInAnew(signal).finally(() => {
        renewing = null;
      });
      return renewing;
    },
    told(wasLetIn) {
      isHelpful = wasLetIn;
    },
    learn,
  };
}
