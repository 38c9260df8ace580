import type { EndpointResult, TargetResult } from '../../model/result.js';

/** Whether an endpoint is no reason for its target to fail. */
export function isAsExpected({ expect, expectationMet }: TargetResult, { verdict }: EndpointResult): boolean {
  return expectationMet || verdict === (expect ?? 'clean');
}
