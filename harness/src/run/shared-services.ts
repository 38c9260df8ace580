import type { RunningService } from '../model/service.js';
import { byEachService } from '../model/services/service-kind.js';
import { systemClock } from '../platform/clock.js';
import { startServices, stopServices } from './launch/start-services.js';
import type { LendServices } from './measure-server.js';

/** Services that run as long as a test suite. */
export interface SharedServices {
  /** Starts the wanted services that do not run yet, and returns all that run. Each measurement calls it. */
  readonly lend: LendServices;
  /** Stops all services that were started. */
  stop(): Promise<void>;
}

/** Starts each kind of service at most once, with the settings of the first measurement that asks for it. */
export function createSharedServices(): SharedServices {
  const running: RunningService[] = [];
  const ending = new AbortController();
  const has = (kind: RunningService['kind']): boolean => running.some((service) => service.kind === kind);
  const startMs = systemClock.nowMs();
  const context = {
    clock: systemClock,
    signal: ending.signal,
    seed: 0,
    environment: {},
    emit: () => undefined,
    learn: () => undefined,
    elapsedMs: () => systemClock.nowMs() - startMs,
  };
  return {
    lend: async (wanted) => {
      const missing = byEachService((kind) => (has(kind) ? null : (wanted[kind] ?? null)));
      running.push(...(await startServices(context, missing)).running);
      return running;
    },
    stop: async () => {
      ending.abort();
      await stopServices(running.splice(0));
    },
  };
}
