import type { MetricJudgement } from './metric-judgement.js';

/**
 * Growth above the tolerance that is surely above zero, or that goes on over two doublings of requests and is only blurred by
 * its lumps: too much to be passed over while there is time to look longer.
 */
export function isSuspicious({ verdict, perRequest, tolerance, requestsToProof }: MetricJudgement): boolean {
  if (verdict !== 'inconclusive' || perRequest === null || perRequest.estimate <= tolerance) return false;
  return perRequest.low > 0 || requestsToProof !== undefined;
}
