import { isMetricId, type MetricId } from './metrics/catalogue.js';
import type { Unit } from './metrics/metric-definition.js';

/** Unit of a budget's number. `share` is a number from 0 to 1. */
export type BudgetUnit = Unit | 'ms' | 'share' | 'requests/s';

export interface BudgetFigureDefinition {
  readonly name: string;
  readonly unit: BudgetUnit;
  /** Whether the limit is the most or the least that is allowed. */
  readonly bound: 'at-most' | 'at-least';
  readonly title: string;
}

/**
 * Budgets that do not limit the peak of a metric. The name of every metric of the catalogue is a budget too: it limits
 * the metric's peak.
 */
export const budgetFigures = [
  { name: 'latencyP95Ms', unit: 'ms', bound: 'at-most', title: 'p95 latency' },
  { name: 'errorRate', unit: 'share', bound: 'at-most', title: 'error rate' },
  { name: 'requestsPerSecond', unit: 'requests/s', bound: 'at-least', title: 'throughput' },
  { name: 'heapPeakBytes', unit: 'bytes', bound: 'at-most', title: 'live heap at peak' },
  { name: 'processes', unit: 'count', bound: 'at-most', title: 'processes' },
] as const satisfies readonly BudgetFigureDefinition[];

/** One of the figures above, or a metric whose peak may not exceed the limit. */
export type BudgetName = (typeof budgetFigures)[number]['name'] | MetricId;

export const isBudgetName = (name: string): name is BudgetName =>
  isMetricId(name) || budgetFigures.some((figure) => figure.name === name);

/** One limit as it was configured, in the unit of its name. */
export interface BudgetLimit {
  readonly name: BudgetName;
  readonly limit: number;
}

/** `unmeasured`: it is not known whether it was kept, so it did not pass. */
export type CheckOutcome = 'kept' | 'broken' | 'unmeasured';

/** What became of one budget. */
export interface BudgetResult {
  /** The name as it was configured, e.g. `latencyP95Ms` or `pg.connections`. */
  readonly name: BudgetName;
  readonly unit: BudgetUnit;
  readonly bound: BudgetFigureDefinition['bound'];
  readonly limit: number;
  /** The worst value that was seen; null when none was. */
  readonly observed: number | null;
  /**
   * An upper bound of the true value. Given for the live heap, where `observed` is only what was proven. Absent
   * otherwise.
   */
  readonly atMost?: number;
  /** The endpoint with this value. Null for values of the whole target. */
  readonly endpoint: string | null;
  readonly outcome: CheckOutcome;
  /** Whether the outcome is `kept`. */
  readonly passed: boolean;
  /** One sentence that says where the number comes from, or why there is none. */
  readonly reason: string;
}
