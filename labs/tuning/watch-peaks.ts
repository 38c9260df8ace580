import type { createSharedServices } from 'leakline';

type LentService = Awaited<ReturnType<ReturnType<typeof createSharedServices>['lend']>>[number];

/** The most connections at a time that each server saw, whoever's they were. */
export type Peaks = Readonly<Record<LentService['kind'], number>>;

const intervalMs = 50;

/** Counts connections as the servers do (`pg_stat_activity`, `INFO clients`) until stopped. */
export function watchPeaks(services: readonly LentService[]): { stop(): Promise<Peaks> } {
  const peaks: Record<LentService['kind'], number> = { postgres: 0, mysql: 0, redis: 0 };
  let counting: Promise<unknown> = Promise.resolve();
  const look = async (): Promise<void> => {
    await counting;
    await Promise.all(
      services.map(async ({ kind, observer }) => {
        peaks[kind] = Math.max(peaks[kind], await observer.count());
      }),
    );
  };
  const timer = setInterval(() => {
    counting = look().catch(() => undefined);
  }, intervalMs);
  return {
    async stop() {
      clearInterval(timer);
      await counting;
      return peaks;
    },
  };
}
