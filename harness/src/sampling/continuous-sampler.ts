import type { MetricReadings } from '../model/metrics.js';
import { readMetrics } from './read-metrics.js';
import { readAgents, type SamplingWorld } from './world.js';

/** Often enough for a chart and a peak, rarely enough to cost the target nothing. */
const intervalMs = 200;

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
  onSample: (metrics: MetricReadings) => void,
): ContinuousSampler {
  const ending = new AbortController();
  const stopped = new Promise<null>((resolve) => ending.signal.addEventListener('abort', () => resolve(null)));
  const loop = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      const metrics = await Promise.race([readSample(world).catch(() => null), stopped]);
      if (metrics !== null && !ending.signal.aborted) onSample(metrics);
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
export async function readSample(world: SamplingWorld): Promise<MetricReadings> {
  const [pids, agents] = await Promise.all([world.target.pids(), readAgents(world)]);
  return readMetrics(world.probes.atSamples, { pids, agents, sockets: null });
}
