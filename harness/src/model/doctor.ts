import type { MetricId } from './metrics/catalogue.js';
import type { Unit } from './metrics/metric-definition.js';

/** `warn`: a run works, with less or with more noise. `unsure`: it could not decide here. `fail`: it cannot be trusted here. */
export type CheckOutcome = 'ok' | 'warn' | 'unsure' | 'fail';

export interface DoctorCheck {
  readonly name: string;
  readonly outcome: CheckOutcome;
  readonly text: string;
}

/** Which code V8 runs for one function, in words of its own that only compare; null where it does not say. */
export interface CodeTiers {
  /** Switches that were set before. */
  readonly flags: readonly string[];
  readonly atFirst: number | null;
  readonly whenHot: number | null;
}

/** Smallest growth per request that this machine could tell from none, in the seconds it was given. */
export interface Resolution {
  readonly metric: MetricId;
  readonly unit: Unit;
  readonly perRequest: number;
}

/** What `leakline doctor` found. */
export interface DoctorReport {
  readonly checks: readonly DoctorCheck[];
  readonly resolutions: readonly Resolution[];
  /** Seconds that each of the two apps was given at most. */
  readonly seconds: number;
  /** 0 ready, 2 could not decide in these seconds, 3 not to be trusted here. */
  readonly exitCode: 0 | 2 | 3;
}
