import type { MetricId } from './metrics/catalogue.js';
import type { Unit } from './metrics/metric-definition.js';

/**
 * Version of `leakline.baseline.json`. Users commit that file: fields may be added, but no field may change its
 * meaning.
 */
export const baselineSchemaVersion = 1;

/** Growth per request that was accepted, with its interval. */
export interface BaselineRate {
  readonly metric: MetricId;
  readonly unit: Unit;
  /** `inconclusive`: the metric could not be measured more exactly beside a leak. */
  readonly verdict: 'leaking' | 'inconclusive';
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** The growth that was accepted of one leaking endpoint. Endpoints and metrics that are not listed must be clean. */
export interface BaselineEndpoint {
  readonly target: string;
  readonly endpoint: string;
  /** ISO date of the run that measured it. */
  readonly date: string;
  readonly rates: readonly BaselineRate[];
}

/** The content of `leakline.baseline.json`. */
export interface Baseline {
  readonly schemaVersion: typeof baselineSchemaVersion;
  readonly endpoints: readonly BaselineEndpoint[];
}
