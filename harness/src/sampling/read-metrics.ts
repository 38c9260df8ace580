import type { MetricReadings } from '../model/metrics/catalogue.js';
import type { Probe, ProbeContext } from './probes/probe.js';

/** Reads all available probes at the same time into one set of readings. */
export async function readMetrics(probes: readonly Probe[], context: ProbeContext): Promise<MetricReadings> {
  const usable = probes.filter(({ unavailable }) => unavailable === null);
  const readings = await Promise.all(usable.map((probe) => probe.read(context)));
  return Object.assign({}, ...readings);
}
