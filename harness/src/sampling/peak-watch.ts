import type { MetricId, MetricReadings } from '../model/metrics/catalogue.js';
import type { Clock } from '../platform/clock.js';
import { unlessAborted } from '../platform/unless-aborted.js';
import { createServiceCountProbe } from './probes/service-probes.js';
import type { SamplingWorld } from './world.js';

/**
 * A connection that is open for longer than this is seen at least once. A count costs a server less than a millisecond.
 */
const intervalMs = 20;

export interface PeakWatch {
  /** Ends the watch. Never rejects. */
  stop(): Promise<void>;
}

const nothingElse = { pids: [], agents: [], sockets: null };

/** Counts until it is stopped. Reports each number that is higher than all before it. */
async function watchOne(
  read: () => Promise<MetricReadings>,
  metric: MetricId,
  onPeak: (metrics: MetricReadings) => void,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  let highest = 0;
  while (!signal.aborted) {
    const value = (await unlessAborted(read(), signal).catch((): MetricReadings => ({})))[metric] ?? 0;
    if (value > highest && !signal.aborted) onPeak({ [metric]: value });
    highest = Math.max(highest, value);
    await clock.sleep(intervalMs, signal).catch(() => undefined);
  }
}

/**
 * Watches the connections of services whose peak a budget limits. They come and go within a block, so a sample every
 * 200 ms sees the peak only by chance. Servers whose connections have no budget are not asked.
 */
export function startPeakWatch(
  { services, clock }: SamplingWorld,
  limited: readonly MetricId[],
  onPeak: (metrics: MetricReadings) => void,
): PeakWatch {
  const ending = new AbortController();
  const watches = services
    .map(createServiceCountProbe)
    .flatMap(({ metrics, read }) => metrics.map((metric) => ({ metric, read })))
    .filter(({ metric }) => limited.includes(metric))
    .map(({ metric, read }) => watchOne(() => read(nothingElse), metric, onPeak, clock, ending.signal));
  return {
    stop: async () => {
      ending.abort();
      await Promise.all(watches);
    },
  };
}
