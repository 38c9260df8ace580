import type { MetricJudgement } from './metric-judgement.js';

const isAbove = ({ perRequest, tolerance }: MetricJudgement): boolean =>
  perRequest !== null && perRequest.estimate > tolerance;

/** Proven to be above the tolerance, above nothing, or perhaps neither. */
function proofOf({ perRequest, tolerance }: MetricJudgement): number {
  if (perRequest === null) return 0;
  return perRequest.low > tolerance ? 2 : perRequest.low > 0 ? 1 : 0;
}

/**
 * How much a metric without a verdict speaks for a leak. First what no further request decides, for then nothing else is
 * worth a word; then growth above the tolerance; then what timers hold; then growth that noise may have made; then a mere
 * lack of requests.
 */
function suspicionOf(judgement: MetricJudgement): number {
  if (judgement.isUnknowable === true) return 4;
  if (judgement.isHeld === true) return 2;
  if (!isAbove(judgement)) return 0;
  if (proofOf(judgement) > 0) return 3;
  // Of memory in a few blocks nothing is known, neither growth nor noise.
  return judgement.minimumDetectable === null ? 0 : 1;
}

/** Growth in tolerances, so that units can be compared. */
const excessOf = ({ perRequest, tolerance }: MetricJudgement): number =>
  perRequest === null ? Number.NEGATIVE_INFINITY : perRequest.estimate / Math.max(tolerance, Number.EPSILON);

/** The metric that heads an endpoint without a verdict: the one that speaks most for a leak; of equals the first. */
export function mostSuspicious(open: readonly MetricJudgement[]): MetricJudgement | undefined {
  return open.toSorted((a, b) => {
    const level = suspicionOf(b);
    const bySuspicion = level - suspicionOf(a) || proofOf(b) - proofOf(a);
    // Two of which nothing is known stay in the order of importance.
    return bySuspicion || (level === 0 ? 0 : excessOf(b) - excessOf(a));
  })[0];
}
