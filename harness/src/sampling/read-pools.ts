import type { PoolReading } from '../model/readings.js';
import type { AgentReading } from '../model/target.js';

/** A target that makes a pool per request would fill the recording; sums over all pools are in the metrics. */
const maxPools = 8;

/** The gauges of each pool, by process, oldest first; null where none was seen. */
export function readPools(agents: readonly AgentReading[]): readonly PoolReading[] | null {
  const readings = agents.flatMap(({ pid, pools }) =>
    (pools ?? []).map(({ id, ...gauge }) => ({ pid, pool: id, ...gauge })),
  );
  return readings.length === 0 ? null : readings.slice(0, maxPools);
}
