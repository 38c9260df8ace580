import type { UsageRecord } from '../../model/recording.js';
import type { RunningService } from '../../model/service.js';

/** Counts the connections that clients open at services, while somebody watches. */
export interface UsageWatch {
  /** Watches for as long as the work lasts; what is opened in between (by `prepare`, by questions of ours) is not the target's. */
  during<T>(work: () => Promise<T>): Promise<T>;
  readonly opened: () => readonly Pick<UsageRecord, 'service' | 'opened'>[];
}

/** For a warning only: a server that does not answer is told of by whoever needs it. */
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
        // A server whose counters were set back knows no more than one without.
        const isKnown = sum.opened !== null && first !== null && last !== null && last >= first;
        sum.opened = isKnown ? (sum.opened ?? 0) + last - first : null;
      }
      return done;
    },
    opened: () => sums.map(({ service, opened }) => ({ service: service.kind, opened })),
  };
}
