import type { RunningService } from '../model/service.js';

/**
 * Adds `stop` to a service. It closes the observer, then stops the server if it is ours. A second call waits for the
 * first.
 */
export function createRunningService(
  service: Omit<RunningService, 'stop'>,
  closeObserver: () => Promise<void>,
  stopServer: () => Promise<void>,
): RunningService {
  let stopped: Promise<void> | null = null;
  const stop = async () => {
    await closeObserver().catch(() => undefined);
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
