import type { PoolReading, SampleRecord } from '../model/readings.js';
import type { AgentReading } from '../model/target.js';
import { readMetrics } from './read-metrics.js';
import { sampleProcesses } from './read-processes.js';
import { readAgents, type SamplingWorld } from './world.js';

/** A target that makes a pool per request would fill the recording; sums over all pools are in the metrics. */
const maxPools = 8;

/** The gauges of each pool, by process, oldest first; null where none was seen. */
export function readPools(agents: readonly AgentReading[]): readonly PoolReading[] | null {
  const readings = agents.flatMap(({ pid, pools }) =>
    (pools ?? []).map(({ id, ...gauge }) => ({ pid, pool: id, ...gauge })),
  );
  return readings.length === 0 ? null : readings.slice(0, maxPools);
}

/** Often enough for a chart and a peak, rarely enough to cost the target nothing. */
const intervalMs = 200;

/** What one sample holds; the run adds when it was taken. */
export type SampleReading = Pick<SampleRecord, 'metrics' | 'processes' | 'pools'>;

export interface ContinuousSampler {
  /** Ends sampling. A reading under way is let go: a blocked target may take seconds to answer. Never rejects. */
  stop(): Promise<void>;
}

/**
 * Reads the cheap probes every 200 ms, without collecting garbage, until stopped. A reading that fails (the target is
 * ending, its event loop is blocked) is left out: no verdict stands on samples, and a budget whose peak may hide in a gap is not kept.
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

/** One continuous reading: every cheap probe, no collection. */
export async function readSample(world: SamplingWorld): Promise<SampleReading> {
  const [pids, agents] = await Promise.all([world.target.pids(), readAgents(world)]);
  const [metrics, processes] = await Promise.all([
    readMetrics(world.probes.atSamples, { pids, agents, sockets: null }),
    sampleProcesses(pids, agents),
  ]);
  const pools = readPools(agents);
  return { metrics, ...(processes === null ? {} : { processes }), ...(pools === null ? {} : { pools }) };
}
