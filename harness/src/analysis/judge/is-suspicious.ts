import type { MetricJudgement } from './metric-judgement.js';

/** Growth above the tolerance, and surely above zero: too much to be passed over while there is time to look longer. */
export function isSuspicious({ verdict, perRequest, tolerance }: MetricJudgement): boolean {
  return verdict === 'inconclusive' && perRequest !== null && perRequest.low > 0 && perRequest.estimate > tolerance;
}
