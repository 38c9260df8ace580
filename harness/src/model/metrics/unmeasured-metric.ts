import type { MetricId } from './catalogue.js';

/** A metric that cannot be measured for a target. */
export interface UnmeasuredMetric {
  readonly metric: MetricId;
  readonly reason: string;
}
