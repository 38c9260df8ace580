import type { Pool } from 'pg';
import type { GaugeSample, ServerCount } from './pool-event.js';

/** Counts the server's client connections, through a connection that is not among them. */
export type CountConnections = () => Promise<number>;

export interface GaugeWatch {
  readonly gauges: readonly GaugeSample[];
  readonly serverCounts: readonly ServerCount[];
  stop(): Promise<void>;
}

/** Reads the pool's counters every 5 ms and asks the server one question after the other, until stopped. */
export function watchGauges(pool: Pool, nowMs: () => number, countConnections: CountConnections): GaugeWatch {
  const gauges: GaugeSample[] = [];
  const serverCounts: ServerCount[] = [];
  const readPool = (): void => {
    gauges.push({ atMs: nowMs(), total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount });
  };
  let isStopped = false;
  const askServer = async (): Promise<void> => {
    while (!isStopped) {
      const connections = await countConnections();
      serverCounts.push({ atMs: nowMs(), connections });
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  readPool();
  const timer = setInterval(readPool, 5);
  const asking = askServer();
  return {
    gauges,
    serverCounts,
    stop: async () => {
      clearInterval(timer);
      isStopped = true;
      await asking;
      readPool();
    },
  };
}
