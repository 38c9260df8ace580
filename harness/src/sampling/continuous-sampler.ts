import type { PoolReading, SampleRecord } from '../model/readings.js';
import type { AgentReading } from '../model/target.js';
import { readMetrics } from './read-metrics.js';
import { sampleProcesses } from './read-processes.js';
import { readAgents, type SamplingWorld } from './world.js';

/**
 * The most pools of a sample. A target that makes a pool per request would fill the recording. Metrics sum all pools.
 */
const maxPools = 8;

/** The gauges of each pool, by process, the oldest pool first; null where no pool was seen. */
export function readPools(agents: readonly AgentReading[]): readonly PoolReading[] | null {
  const readings = agents.flatMap(({ pid, pools }) =>
    (pools ?? []).map(({ id, ...gauge }) => ({ pid, pool: id, ...gauge })),
  );
  return readings.length === 0 ? null : readings.slice(0, maxPools);
}

/** Often enough for charts and peaks, and rarely enough to cost the target almost nothing. */
const intervalMs = 200;

/** The reading of one sample. The run adds its target, time and requests. */
export type SampleReading = Pick<SampleRecord, 'metrics' | 'processes' | 'pools'>;

export interface ContinuousSampler {
  /**
   * Ends sampling. A reading under way is dropped, because a blocked target may take seconds to answer. Never rejects.
   */
  stop(): Promise<void>;
}

/**
 * Reads the cheap probes every 200 ms until it is stopped, without collecting garbage. A reading that fails is left
 * out, for example because the target is ending or its event loop is blocked. No verdict depends on samples. A budget
 * whose peak may have been in such a gap does not count as kept.
 */
export function startContinuousSampler(
  world: SamplingWorld,
  onSample: (reading: SampleReading) => void,
): ContinuousSampler {
  const ending = new AbortController();
  const stopped = new Promise<null>((resolve) => ending.signal.addEventListener('abort', () => resolve(null)));
  const loop = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      const reading = await Promise.race([readSample(world).catch(() => null), stopped]);
      if (reading !== null && !ending.signal.aborted) onSample(reading);
      await world.clock.sleep(intervalMs, ending.signal).catch(() => undefined);
    }
  };
  const running = loop();
  return {
    stop: async () => {
      ending.abort();
      await running;
    },
  };
}

/** Takes one sample: reads every cheap probe, without a collection. */
export async function readSample(world: SamplingWorld): Promise<SampleReading> {
  const [pids, agents] = await Promise.all([world.target.pids(), readAgents(world)]);
  const [metrics, processes] = await Promise.all([
    readMetrics(world.probes.atSamples, { pids, agents, sockets: null }),
    sampleProcesses(pids, agents),
  ]);
  const pools = readPools(agents);
  return { metrics, ...(processes === null ? {} : { processes }), ...(pools === null ? {} : { pools }) };
}
