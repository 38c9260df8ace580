import { setTimeout as delay } from 'node:timers/promises';
import type { RunningService } from '../model/service.js';

/** A server that hangs must not keep its observer from closing. */
const closeTimeoutMs = 1_000;

/** Adds `stop` to a service: closes the observer, then stops the server if it is ours. A second call waits for the first. */
export function createRunningService(
  service: Omit<RunningService, 'stop'>,
  closeObserver: () => Promise<void>,
  stopServer: () => Promise<void>,
): RunningService {
  let stopped: Promise<void> | null = null;
  const stop = async () => {
    await giveUpAfter(closeTimeoutMs, closeObserver());
    await stopServer();
  };
  return {
    ...service,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

async function giveUpAfter(timeoutMs: number, closing: Promise<void>): Promise<void> {
  const timer = new AbortController();
  const patience = delay(timeoutMs, undefined, { signal: timer.signal }).catch(() => undefined);
  await Promise.race([closing.catch(() => undefined), patience]);
  timer.abort();
}
