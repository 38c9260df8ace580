import type { MetricId } from './metrics/catalogue.js';
import type { Unit } from './metrics/metric-definition.js';

/**
 * `warn`: a run works, but with less or with more noise. `unsure`: it could not be decided here. `fail`: a run cannot
 * be trusted here.
 */
export type CheckOutcome = 'ok' | 'warn' | 'unsure' | 'fail';

export interface DoctorCheck {
  readonly name: string;
  readonly outcome: CheckOutcome;
  readonly text: string;
}

/**
 * Which code V8 runs for one function. The numbers are V8's own. They only serve to be compared with each other. Null
 * where V8 does not tell.
 */
export interface CodeTiers {
  /** The switches that were set before the function ran. */
  readonly flags: readonly string[];
  readonly atFirst: number | null;
  readonly whenHot: number | null;
}

/** The smallest growth per request that could be told from none on this machine in the seconds that were given. */
export interface Resolution {
  readonly metric: MetricId;
  readonly unit: Unit;
  readonly perRequest: number;
}

/** What `leakline doctor` found. */
export interface DoctorReport {
  readonly checks: readonly DoctorCheck[];
  readonly resolutions: readonly Resolution[];
  /** Seconds that each of the two apps got at most. */
  readonly seconds: number;
  /** 0: ready. 2: it could not be decided in these seconds. 3: runs cannot be trusted here. */
  readonly exitCode: 0 | 2 | 3;
}
