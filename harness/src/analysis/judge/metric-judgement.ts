import type { AnalysisSettings } from '../../model/analysis-settings.js';
import type { MetricId } from '../../model/metrics/catalogue.js';
import type { Unit } from '../../model/metrics/metric-definition.js';
import type { TargetRecording } from '../../model/recording.js';
import type { EstimationSpan, GrowthEstimate, InputContrast, ReachedBound } from '../../model/result.js';
import { memoizeByList } from '../memoize.js';
import type { GrowthBlock } from '../statistics/growth-rate.js';
import { coarsestBound, toleranceFor } from '../tolerances.js';

/** What the recording so far says of one metric at one endpoint. */
export interface MetricJudgement {
  readonly metric: MetricId;
  readonly unit: Unit;
  readonly verdict: 'leaking' | 'clean' | 'inconclusive';
  readonly perRequest: GrowthEstimate | null;
  readonly tolerance: number;
  readonly minimumDetectable: number | null;
  /** No floor of the endpoint's blocks had any of it. */
  readonly isUnused?: true;
  /** Resident memory that the user did not ask for, where no heap is read. It may accuse, and need not be clean. */
  readonly isWaived?: true;
  /** How far `clean` reaches; absent for other verdicts. */
  readonly bound?: ReachedBound;
  /** As in `JudgingContext`. */
  readonly coarsest?: number;
  /** Absent where nothing was estimated. */
  readonly estimatedOver?: EstimationSpan;
  /** One sentence for people. */
  readonly reason: string;
  /** Growth over all blocks of the endpoint, in the metric's unit. */
  readonly growth: number;
  /** One-sided p-value of "grows no faster than the tolerance" where a statistic decided, else null. */
  readonly pValue: number | null;
  /** A last witness grew and cannot prove it yet. That is no verdict, but a reason to go on. */
  readonly needsMore: boolean;
  /**
   * How many more requests are missing for a verdict, if they do what those so far did; absent where something else is
   * missing, too.
   */
  readonly requestsMissing?: number;
  /** How many more requests could prove the growth; absent where nothing seems to grow, or it is proven. */
  readonly requestsToProof?: number;
  /** Until the last of the pending timers fires that may free what grew, where they are worth a wait. */
  readonly timersDueInMs?: number;
  /** Pending timers may free what grew. */
  readonly hasPendingTimers?: true;
  /** What repeated inputs told; absent where they did not. */
  readonly inputs?: InputContrast;
  /**
   * It would be accused, but the target's Node.js does not tell which timers are pending. No request and no wait
   * decides it.
   */
  readonly isUnknowable?: true;
}

/** What a judge must know beside the numbers. */
export interface JudgingContext {
  readonly tolerance: number;
  /** The next larger block would use up more than half of what is left before a hard limit. */
  readonly isHeadroomSpent: boolean;
  /** Things that fitted before the nearest hard limit at first; Infinity or absent where no limit is known. */
  readonly room?: number;
  /** So many requests failed that a count may have stopped growing for that reason alone; absent in groups. */
  readonly isSpoilt?: boolean;
  /** Every unit asks for something new, so a cache that is keyed by input keeps filling up to its bound. */
  readonly hasFreshInput: boolean;
  /** What repeated inputs told of this metric; absent where none were sent, or where they did not tell. */
  readonly inputs?: InputContrast;
  /** No further block will come. */
  readonly isOver: boolean;
  /**
   * When time is up: the highest bound at which the metric may be called clean, in its unit per request. Absent while time
   * is left, and where only the full proof counts.
   */
  readonly coarsest?: number;
}

/** Two-sided confidence of every interval that Leakline reports and judges by. */
export const confidence = 0.99;

const asSet = memoizeByList((freshInputs: readonly string[]): ReadonlySet<string> => new Set(freshInputs));

/** The part of the context that is the same for blocks alone and for groups. */
export function judgingContext(
  recording: TargetRecording,
  endpoint: string,
  metric: MetricId,
  settings: AnalysisSettings,
  isOver: boolean,
): JudgingContext {
  // An experiment that a failure ended early did not get the time that the bound stands for.
  const isTimeUp = isOver && recording.end?.reason !== 'failed';
  return {
    tolerance: toleranceFor(metric, settings.tolerances),
    isHeadroomSpent: false,
    hasFreshInput: asSet(recording.target.freshInputs).has(endpoint),
    isOver,
    ...(isTimeUp ? coarsestBound(metric, settings) : {}),
  };
}

/**
 * Where a rate was estimated, so that its line can be drawn among the floors.
 *
 * @param all every block of the endpoint, in order.
 * @param part the neighbouring blocks among them that the rate was estimated from; empty for no rate.
 * @param intercept level of the fitted line at the first floor of `part`, relative to that floor.
 */
export function estimationSpan<T extends GrowthBlock>(
  all: readonly T[],
  part: readonly T[],
  intercept = 0,
): { readonly estimatedOver?: EstimationSpan } {
  const first = part[0];
  if (first === undefined) return {};
  const before = all.slice(0, all.indexOf(first));
  const fromRequests = before.reduce((sum, { requests }) => sum + requests, 0);
  const toRequests = part.reduce((sum, { requests }) => sum + requests, fromRequests);
  const startGrowth = before.reduce((sum, { growth }) => sum + growth, intercept);
  return { estimatedOver: { fromRequests, toRequests, startGrowth } };
}
