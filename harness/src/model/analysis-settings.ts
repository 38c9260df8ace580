import type { BaselineEndpoint } from './baseline.js';
import type { ByMetric, MetricId } from './metrics/catalogue.js';

/** The settings that judging depends on. They are part of the recording, so that `analyze` gives the same verdict. */
export interface AnalysisSettings {
  /** Accepted growth by metric, in the metric's unit per request. Other metrics have their default tolerance. */
  readonly tolerances: ByMetric<number>;
  /** Metrics that the user asked for by name. If one of them cannot be measured, nothing is clean. */
  readonly requiredMetrics: readonly MetricId[];
  /**
   * Wall time for driving one target, counted from its first request. A last wait for what may come back can follow.
   */
  readonly budgetMs: number;
  /**
   * The largest budget that a target may get from the number and latency of its endpoints. Absent where the user chose
   * a budget.
   */
  readonly longestBudgetMs?: number;
  /** Concurrent client connections in a full-size block. */
  readonly connections: number;
  /**
   * The largest number of connections for an endpoint that waits rather than works. Absent where the user chose a
   * number.
   */
  readonly widestConnections?: number;
  /**
   * Whether `clean` always needs the full proof. If false, the bound that was reached is enough when time is up and
   * nothing grew. Absent in recordings of earlier versions, which are judged with the full proof, as they were then.
   */
  readonly strict?: boolean;
  /** Leaks that are known and accepted. */
  readonly ignore: readonly IgnoreRule[];
  /** Growth in earlier runs that was accepted; absent without a baseline. */
  readonly baseline?: readonly BaselineEndpoint[];
}

export interface IgnoreRule {
  readonly fingerprint: string;
  readonly reason: string;
  /** ISO date after which the rule no longer counts. */
  readonly until: string | null;
}
