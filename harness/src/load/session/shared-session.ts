import type { RequestTemplate } from '../../model/endpoint.js';
import { sendSequence, type TakeAnswer } from './send-sequence.js';
import { keepIn, layeredValues, type SessionState, type SessionWorld } from './session-state.js';

/** What all clients of a target get from `setup`. */
export interface SharedSession {
  readonly state: SessionState;
  /** Sends `setup`. Rejects with `SETUP_FAILED`. */
  open(signal: AbortSignal): Promise<void>;
  /** Whether a request of `setup` gave a value or a cookie. */
  givesLogin(): boolean;
  /**
   * Sends the requests of `setup` again that gave a value or a cookie. It does so once for all clients that ask at the
   * same time.
   */
  renew(signal: AbortSignal): Promise<void>;
  /** Sends `teardown`. Rejects with `SETUP_FAILED`. */
  close(signal: AbortSignal): Promise<void>;
}

export function createSharedSession(world: SessionWorld, state: SessionState): SharedSession {
  const { plan, learn } = world;
  const values = layeredValues([() => state.values], 1, world.unitValues);
  const keep = keepIn(state, learn);
  const giving = new Set<RequestTemplate>();
  let renewing: Promise<void> | null = null;

  const sendOne = (label: string, request: RequestTemplate, signal: AbortSignal): Promise<void> => {
    const take: TakeAnswer = (captures, found, cookies) => {
      keep(captures, found, cookies);
      if (captures.length + cookies.length > 0) giving.add(request);
    };
    return sendSequence([request], { label, jar: state.jar, values, take }, { ...world, signal });
  };

  const sendAll = async (label: string, requests: Iterable<RequestTemplate>, signal: AbortSignal): Promise<void> => {
    for (const request of requests) await sendOne(label, request, signal);
    state.logins += 1;
  };

  return {
    state,
    open: (signal) => sendAll('setup', plan.setup, signal),
    givesLogin: () => giving.size > 0,
    async renew(signal) {
      if (giving.size === 0) return;
      renewing ??= sendAll('setup', [...giving], signal).finally(() => {
        renewing = null;
      });
      await renewing;
    },
    close: (signal) => sendAll('teardown', plan.teardown, signal),
  };
}
