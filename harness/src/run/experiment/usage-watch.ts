import type { UsageRecord } from '../../model/recording.js';
import type { RunningService } from '../../model/service.js';

/** Counts the connections that clients open at services while a watch goes on. */
export interface UsageWatch {
  /**
   * Watches as long as the work lasts. What is opened between two watches is not the target's: `prepare` and our own
   * questions open connections, too.
   */
  during<T>(work: () => Promise<T>): Promise<T>;
  readonly opened: () => readonly Pick<UsageRecord, 'service' | 'opened'>[];
}

/** The number of connections opened so far; null where the server does not answer. It is needed for a warning only. */
const readOpened = (service: RunningService): Promise<number | null> => service.observer.opened().catch(() => null);

export function createUsageWatch(services: readonly RunningService[]): UsageWatch {
  const sums = services.map((service) => ({ service, opened: 0 as number | null }));
  return {
    async during(work) {
      const before = await Promise.all(services.map(readOpened));
      const done = await work();
      const after = await Promise.all(services.map(readOpened));
      for (const [index, sum] of sums.entries()) {
        const [first, last] = [before[index] ?? null, after[index] ?? null];
        // Nothing is known where the server set its counter back.
        const isKnown = sum.opened !== null && first !== null && last !== null && last >= first;
        sum.opened = isKnown ? (sum.opened ?? 0) + last - first : null;
      }
      return done;
    },
    opened: () => sums.map(({ service, opened }) => ({ service: service.kind, opened })),
  };
}
