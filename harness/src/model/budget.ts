import { isMetricId, type MetricId } from './metrics/catalogue.js';
import type { Unit } from './metrics/metric-definition.js';

/** Unit of a budget's number. `share`: 0–1. */
export type BudgetUnit = Unit | 'ms' | 'share' | 'requests/s';

export interface BudgetFigureDefinition {
  readonly name: string;
  readonly unit: BudgetUnit;
  /** Whether the limit is the most or the least that is allowed. */
  readonly bound: 'at-most' | 'at-least';
  readonly title: string;
}

/** Budgets that are no peak of a metric. Every metric of the catalogue may be a budget, too: of its peak. */
export const budgetFigures = [
  { name: 'latencyP95Ms', unit: 'ms', bound: 'at-most', title: 'p95 latency' },
  { name: 'errorRate', unit: 'share', bound: 'at-most', title: 'error rate' },
  { name: 'requestsPerSecond', unit: 'requests/s', bound: 'at-least', title: 'throughput' },
  { name: 'heapPeakBytes', unit: 'bytes', bound: 'at-most', title: 'live heap at peak' },
  { name: 'processes', unit: 'count', bound: 'at-most', title: 'processes' },
] as const satisfies readonly BudgetFigureDefinition[];

/** A figure above, or a metric whose peak may not exceed the limit. */
export type BudgetName = (typeof budgetFigures)[number]['name'] | MetricId;

export const isBudgetName = (name: string): name is BudgetName =>
  isMetricId(name) || budgetFigures.some((figure) => figure.name === name);

/** One limit as configured, in the unit of its name. */
export interface BudgetLimit {
  readonly name: BudgetName;
  readonly limit: number;
}

/** `unmeasured`: nobody can say, and so it did not pass. */
export type CheckOutcome = 'kept' | 'broken' | 'unmeasured';

/** What became of one budget. */
export interface BudgetResult {
  /** As configured, e.g. `latencyP95Ms` or `pg.connections`. */
  readonly name: BudgetName;
  readonly unit: BudgetUnit;
  readonly bound: BudgetFigureDefinition['bound'];
  readonly limit: number;
  /** The worst that was seen; null when nothing was. */
  readonly observed: number | null;
  /** It was no more than this, where that is not `observed` itself: of the live heap. Absent otherwise. */
  readonly atMost?: number;
  /** The endpoint that gave the number, for latency, errors and throughput. */
  readonly endpoint: string | null;
  readonly outcome: CheckOutcome;
  /** Whether the outcome is `kept`. */
  readonly passed: boolean;
  /** One sentence: where the number comes from, or why there is none. */
  readonly reason: string;
}
