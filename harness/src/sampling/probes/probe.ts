import type { MetricId, MetricReadings } from '../../model/metrics/catalogue.js';
import type { UnmeasuredMetric } from '../../model/metrics/unmeasured-metric.js';
import type { AgentReading } from '../../model/target.js';
import type { SocketTable } from '../procfs/sockets.js';

/** What all probes of one reading share, read once. */
export interface ProbeContext {
  readonly pids: readonly number[];
  /** One per Node.js process; empty where the target carries no agent. */
  readonly agents: readonly AgentReading[];
  /** Only at floors: the join of descriptors and sockets costs milliseconds. */
  readonly sockets: SocketTable | null;
}

/** Reads one resource. To watch another one, add a module of this shape and list it in `create-probes.ts`. */
export interface Probe {
  readonly metrics: readonly MetricId[];
  /** `sample`: cheap enough for every continuous sample. `floor`: read between blocks only. */
  readonly cost: 'sample' | 'floor';
  /** Why the metrics of this probe cannot be read here; null when they can. */
  readonly unavailable: string | null;
  /** What has to be done before a floor, and before the target is waited for: its work is not to be counted. */
  beforeFloor?(): Promise<void>;
  read(context: ProbeContext): Promise<MetricReadings>;
}

/** The metrics that these probes will not yield, each with the reason. */
export function unmeasuredBy(probes: readonly Probe[]): readonly UnmeasuredMetric[] {
  return probes.flatMap(({ metrics, unavailable }) =>
    unavailable === null ? [] : metrics.map((metric) => ({ metric, reason: unavailable })),
  );
}
