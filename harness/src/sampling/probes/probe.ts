import type { MetricId, MetricReadings } from '../../model/metrics/catalogue.js';
import type { UnmeasuredMetric } from '../../model/metrics/unmeasured-metric.js';
import type { AgentReading } from '../../model/target.js';
import type { SocketTable } from '../procfs/sockets.js';

/** What all probes of one reading share. It is read once. */
export interface ProbeContext {
  readonly pids: readonly number[];
  /** One for each process with an agent; empty where the target carries none. */
  readonly agents: readonly AgentReading[];
  /** Null between floors, because joining descriptors and sockets takes milliseconds, and where there is no `/proc`. */
  readonly sockets: SocketTable | null;
}

/** Reads one resource. To watch another one, add a module of this shape and list it in `create-probes.ts`. */
export interface Probe {
  readonly metrics: readonly MetricId[];
  /** `sample`: cheap enough for every continuous sample. `floor`: read between blocks only. */
  readonly cost: 'sample' | 'floor';
  /** Why the metrics of this probe cannot be read here; null when they can. */
  readonly unavailable: string | null;
  /** Does what is needed before a floor. It runs before the target settles, so that its own work is not counted. */
  beforeFloor?(): Promise<void>;
  read(context: ProbeContext): Promise<MetricReadings>;
}

/** The metrics that these probes cannot read, each with the reason. */
export function unmeasuredBy(probes: readonly Probe[]): readonly UnmeasuredMetric[] {
  return probes.flatMap(({ metrics, unavailable }) =>
    unavailable === null ? [] : metrics.map((metric) => ({ metric, reason: unavailable })),
  );
}
