import { randomUUID } from 'node:crypto';
import { type Client, type ClientSession, createClient, noSession } from './client-session.js';
import { loadJars, type MakeJar, noJar } from './cookie-jar.js';
import { emptyState, type SessionOptions } from './session-state.js';
import { createSharedSession } from './shared-session.js';
import { createUnitValues, type UnitValues } from './unit-values.js';

/** Number of clients that log in at the same time. A pool usually has more connections than that. */
const loginsAtATime = 4;

/** The clients of one target, by their number from 0. */
export interface ClientSessions {
  /** The values that units have by their number. */
  readonly unitValues: UnitValues;
  /** Sends `setup`, and then `before` of each client. Rejects with `SETUP_FAILED`. */
  open(clients: number, signal: AbortSignal): Promise<void>;
  of(client: number): ClientSession;
  /** Sends `teardown`. Rejects with `SETUP_FAILED`. */
  close(signal: AbortSignal): Promise<void>;
}

/** Creates the sessions of clients that follow a plan. Nothing is sent before `open`. */
export async function createClientSessions(options: SessionOptions): Promise<ClientSessions> {
  const { plan, baseUrl } = options;
  const makeJar: MakeJar = plan.cookies ? await loadJars() : () => noJar;
  const world = { ...options, unitValues: createUnitValues(randomUUID(), plan.rows) };
  const shared = createSharedSession(world, emptyState(makeJar(baseUrl)));
  const clients: Client[] = [];
  const clientAt = (index: number): Client => {
    clients[index] ??= createClient(world, shared, emptyState(makeJar(baseUrl)), index);
    return clients[index];
  };
  const keepsNothing = !plan.cookies && plan.setup.length + plan.before.length === 0;
  return {
    unitValues: world.unitValues,
    async open(count, signal) {
      await shared.open(signal);
      if (plan.before.length === 0) return;
      const waiting = Array.from({ length: count }, (_, index) => index);
      const logIn = async (): Promise<void> => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
          await clientAt(next).logIn(`before (client ${next + 1} of ${count})`, signal);
      };
      try {
        await Promise.all(Array.from({ length: loginsAtATime }, logIn));
      } finally {
        waiting.length = 0;
      }
    },
    of: (index) => (keepsNothing ? { ...noSession, learn: options.learn } : clientAt(index)),
    close: (signal) => shared.close(signal),
  };
}

/** Sessions of a target whose clients only send measured requests. */
export const plainSessions = (): ClientSessions => ({
  unitValues: createUnitValues(randomUUID(), []),
  open: async () => undefined,
  of: () => noSession,
  close: async () => undefined,
});
