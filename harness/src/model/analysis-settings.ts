import type { BaselineEndpoint } from './baseline.js';
import type { ByMetric, MetricId } from './metrics/catalogue.js';

/** The settings that judging depends on. They travel with the recording so that `analyze` gives the same verdict. */
export interface AnalysisSettings {
  /** Accepted growth by metric, in the metric's unit per request; metrics not named use their default. */
  readonly tolerances: ByMetric<number>;
  /** Metrics that the user asked for by name: failing to measure one of them is never silently clean. */
  readonly requiredMetrics: readonly MetricId[];
  /** Wall time within which one target is driven, from its first request; a last wait for what may come back can follow. */
  readonly budgetMs: number;
  /** The budget follows from endpoints and their latency, up to this; absent where the user chose one. */
  readonly longestBudgetMs?: number;
  /** Concurrent client connections in a full-size block. */
  readonly connections: number;
  /** An endpoint that waits rather than works may be driven over as many; absent where the user chose a number. */
  readonly widestConnections?: number;
  /**
   * Whether `clean` always needs the full proof. False: when time is up and nothing grew, the bound reached will do. Absent
   * in recordings of earlier versions, which are judged as they were: with the full proof.
   */
  readonly strict?: boolean;
  /** Leaks that are known and accepted. */
  readonly ignore: readonly IgnoreRule[];
  /** Growth that earlier runs were accepted with; absent without a baseline. */
  readonly baseline?: readonly BaselineEndpoint[];
}

export interface IgnoreRule {
  readonly fingerprint: string;
  readonly reason: string;
  /** ISO date after which the rule no longer counts. */
  readonly until: string | null;
}
