import type { Comparison, MetricComparison } from '../../model/comparison.js';
import { type MetricId, metricDefinition } from '../../model/metrics/catalogue.js';
import type { EndpointResult, MetricResult } from '../../model/result.js';
import { compareGrowth, differenceOf } from './compare-growth.js';

/** A leak that came or went is a change, even where the rates differ by less than the tolerance. */
function crossed(before: MetricResult, after: MetricResult): Comparison | null {
  if (before.perRequest === null || after.perRequest === null) return null;
  const { low, high } = differenceOf(before.perRequest, after.perRequest);
  if (before.verdict === 'clean' && after.verdict === 'leaking' && low > 0) return 'worse';
  return before.verdict === 'leaking' && after.verdict === 'clean' && high < 0 ? 'better' : null;
}

const isSideCost = ({ findings }: EndpointResult, metric: MetricId): boolean =>
  findings.some(({ alsoCosts }) => alsoCosts.some((cost) => cost.metric === metric));

/** Compares one metric of an endpoint in two runs. */
export function compareMetric(before: EndpointResult, after: EndpointResult, metric: MetricId): MetricComparison {
  const was = before.metrics.find((each) => each.metric === metric) ?? null;
  const is = after.metrics.find((each) => each.metric === metric) ?? null;
  const either = is ?? was;
  const margin = Math.max(was?.tolerance ?? 0, is?.tolerance ?? 0);
  const isWitness = metricDefinition(metric)?.role === 'accuses';
  const shared = {
    metric,
    unit: either?.unit ?? 'count',
    before: was?.perRequest ?? null,
    after: is?.perRequest ?? null,
    margin,
    decides: isWitness && !isSideCost(before, metric) && !isSideCost(after, metric),
  };
  if (was === null || is === null || shared.before === null || shared.after === null) {
    return { ...shared, comparison: 'unclear', difference: null };
  }
  const comparison = crossed(was, is) ?? compareGrowth(shared.before, shared.after, margin);
  return { ...shared, comparison, difference: differenceOf(shared.before, shared.after) };
}
