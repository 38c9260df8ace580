import type { EstimationSpan } from '../../model/result.js';
import type { GrowthBlock } from '../statistics/growth-rate.js';

/**
 * Where a rate was estimated, so that its line can be drawn among the floors.
 *
 * @param all every block of the endpoint, in order.
 * @param part the neighbouring ones among them that the rate stands on.
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
