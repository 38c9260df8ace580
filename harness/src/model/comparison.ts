import type { BudgetResult } from './budget.js';
import type { EndpointPeak } from './endpoint-load.js';
import type { MetricId } from './metrics/catalogue.js';
import type { Unit } from './metrics/metric-definition.js';
import type { GrowthEstimate, Verdict } from './result.js';

/** `same`: the two are proven to differ by less than the margin. `unclear`: the noise allows more than one answer. */
export type Comparison = 'better' | 'worse' | 'same' | 'unclear';

export interface MetricComparison {
  readonly metric: MetricId;
  readonly unit: Unit;
  readonly comparison: Comparison;
  /** Null where the run could not estimate the growth, or did not measure it. */
  readonly before: GrowthEstimate | null;
  readonly after: GrowthEstimate | null;
  /** After − before, with its interval. */
  readonly difference: GrowthEstimate | null;
  /** Differences of growth per request up to this do not matter. It is the larger of the two tolerances. */
  readonly margin: number;
  /** Whether it counts for the endpoint. A side cost of a leak does not, and neither does resident memory. */
  readonly decides: boolean;
}

/**
 * One figure of the load. The comparison is null where a run holds no measure of its noise. The figure is then shown
 * and not judged.
 */
export interface LoadComparison {
  readonly figure: 'failedShare' | 'latencyP50Ms' | 'latencyP99Ms' | 'requestsPerSecond';
  readonly before: number;
  readonly after: number;
  readonly comparison: Comparison | null;
  /** After ÷ before, with its interval; null where it is not judged, and for failures. */
  readonly ratio: GrowthEstimate | null;
  /** Whether it counts for the endpoint. Failures count, speed does not. */
  readonly decides: boolean;
}

/** The usual peak of a count while an endpoint was driven, in two runs. It does not count for the endpoint. */
export interface PeakComparison {
  readonly metric: MetricId;
  readonly before: number;
  readonly after: number;
  readonly comparison: Comparison;
}

/** What an endpoint's requests needed of the heap, in two runs. It does not count for the endpoint. */
export interface HeapPeakComparison {
  readonly before: EndpointPeak;
  readonly after: EndpointPeak;
  /** Compares the live heap. */
  readonly comparison: Comparison;
}

export interface EndpointComparison {
  readonly target: string;
  readonly endpoint: string;
  readonly comparison: Comparison;
  readonly before: Verdict;
  readonly after: Verdict;
  /** Whether a clean endpoint leaks in fact, and an ignore rule or the baseline accepts its leak. */
  readonly accepted: { readonly before: boolean; readonly after: boolean };
  readonly metrics: readonly MetricComparison[];
  readonly load: readonly LoadComparison[];
  readonly peaks: readonly PeakComparison[];
  /** Null where a run does not know it. */
  readonly heapPeak: HeapPeakComparison | null;
}

/** One budget of two runs. Both numbers are compared with the limit of the later run. */
export interface BudgetComparison extends Pick<BudgetResult, 'name' | 'unit' | 'bound' | 'limit'> {
  readonly target: string;
  /** `worse`: kept before and broken now. `better`: broken before and kept now. */
  readonly comparison: Comparison;
  /** Null where a run did not measure it. */
  readonly before: number | null;
  readonly after: number | null;
}

/** Two runs, endpoint by endpoint. */
export interface RunComparison {
  readonly comparison: Comparison;
  /** 0: not worse. 1: worse. 2: it cannot be told. */
  readonly exitCode: 0 | 1 | 2;
  readonly endpoints: readonly EndpointComparison[];
  /** Budgets of the later run. */
  readonly budgets: readonly BudgetComparison[];
  /** Endpoints, with their target, that only one of the runs has. They are not compared. */
  readonly onlyBefore: readonly string[];
  readonly onlyAfter: readonly string[];
}
