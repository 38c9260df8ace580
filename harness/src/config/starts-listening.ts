import { setTimeout as delay } from 'node:timers/promises';

/** What `process.getActiveResourcesInfo()` calls a socket that takes connections. */
const listeners: readonly string[] = ['TCPServerWrap', 'PipeServerWrap'];

const pollMs = 50;

const countListeners = (): number =>
  process.getActiveResourcesInfo().filter((resource) => listeners.includes(resource)).length;

/** Watches whether this process begins to take connections, which no configuration has it do. */
export interface ListenWatch {
  hasStarted(): boolean;
  /** Resolves once it does; not before the watch is stopped otherwise. */
  untilStarted(signal: AbortSignal): Promise<void>;
}

export function watchForListeners(): ListenWatch {
  const before = countListeners();
  const hasStarted = (): boolean => countListeners() > before;
  return {
    hasStarted,
    async untilStarted(signal) {
      while (!signal.aborted && !hasStarted()) {
        await delay(pollMs, undefined, { signal, ref: false }).catch(() => undefined);
      }
    },
  };
}
