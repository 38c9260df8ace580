import type { MetricId } from '../../model/metrics/catalogue.js';
import type { Unit } from '../../model/metrics/metric-definition.js';
import type { EstimationSpan, GrowthEstimate, InputContrast, ReachedBound } from '../../model/result.js';

/** What the recording so far says of one metric at one endpoint. */
export interface MetricJudgement {
  readonly metric: MetricId;
  readonly unit: Unit;
  readonly verdict: 'leaking' | 'clean' | 'inconclusive';
  readonly perRequest: GrowthEstimate | null;
  readonly tolerance: number;
  readonly minimumDetectable: number | null;
  /** How far `clean` reaches; absent for other verdicts. */
  readonly bound?: ReachedBound;
  /** As in the context that it was judged in. */
  readonly coarsest?: number;
  /** Absent where nothing was estimated. */
  readonly estimatedOver?: EstimationSpan;
  /** One sentence for people. */
  readonly reason: string;
  /** Growth over all blocks of the endpoint, in the metric's unit. */
  readonly growth: number;
  /** One-sided p-value of "grows no faster than the tolerance" where a statistic decided, else null. */
  readonly pValue: number | null;
  /** A last witness that has something to say and cannot prove it yet: no verdict, but a reason to go on. */
  readonly needsMore: boolean;
  /** Nothing but so many more requests keeps it from a verdict, if they do what those so far did. */
  readonly requestsMissing?: number;
  /** It seems to grow, and after so many more requests that could be proven; absent where nothing seems to, or it is proven. */
  readonly requestsToProof?: number;
  /** It would be accused but for timers that may yet give it back, and are worth a wait: until the last of them fires. */
  readonly heldForMs?: number;
  /** Timers hold what grew. */
  readonly isHeld?: true;
  /** What repeated inputs told; absent where they did not. */
  readonly inputs?: InputContrast;
  /** It would be accused but for what the target's Node.js does not tell: no request and no wait decides it. */
  readonly isUnknowable?: true;
}

/** What a judge must know beside the numbers. */
export interface JudgingContext {
  readonly tolerance: number;
  /** The next larger block would eat more than half of what is left before a hard limit. */
  readonly isHeadroomSpent: boolean;
  /** Things that fitted before the nearest hard limit at first; Infinity or absent where no limit is known. */
  readonly room?: number;
  /** So many requests failed that what grew no more may only have been hindered; absent where few did. */
  readonly isSpoilt?: boolean;
  /** Every unit asks for something new, so that a cache keyed by input keeps filling up to its bound. */
  readonly hasFreshInput: boolean;
  /** What repeated inputs told of this metric; absent where none were sent, or where they did not tell. */
  readonly inputs?: InputContrast;
  /** No further block will come: what is known now is all there is. */
  readonly isOver: boolean;
  /**
   * When time is up: the highest bound at which the metric may be called clean, in its unit per request. Absent while time
   * is left, and where only the full proof counts.
   */
  readonly coarsest?: number;
}

/** Two-sided confidence of every interval that Leakline reports and judges by. */
export const confidence = 0.99;
