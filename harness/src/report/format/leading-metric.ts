import { type MetricId, metricDefinition } from '../../model/metrics/catalogue.js';
import type { EndpointResult, MetricResult } from '../../model/result.js';

type Growth = Pick<MetricResult, 'perRequest' | 'tolerance'>;

/** Whether a metric has grown for sure: its whole interval is above 0. */
export const hasGrown = ({ perRequest }: Pick<Growth, 'perRequest'>): boolean =>
  perRequest !== null && perRequest.low > 0;

/** Whether a metric looks like a leak: its estimate is above the tolerance. */
export const isSuspicious = ({ perRequest, tolerance }: Growth): boolean =>
  perRequest !== null && perRequest.estimate > tolerance;

/**
 * How strongly a metric's interval speaks for a leak: 3 when all of it is above the tolerance, 2 when all of it is
 * above 0, 1 when only the estimate is above the tolerance, else 0.
 */
function evidenceOf(metric: Growth): number {
  const { perRequest, tolerance } = metric;
  if (perRequest !== null && perRequest.low > tolerance) return 3;
  if (hasGrown(metric)) return 2;
  return isSuspicious(metric) ? 1 : 0;
}

/** Growth as a multiple of the tolerance, so that units can be compared. */
const excessOf = ({ perRequest, tolerance }: Growth): number =>
  (perRequest?.estimate ?? 0) / Math.max(tolerance, Number.EPSILON);

const mayAccuse = (metric: MetricId): boolean => (metricDefinition(metric)?.role ?? 'accuses') === 'accuses';

/** The metric that speaks most for a leak. The first one wins when several are equal. */
const strongest = (metrics: readonly MetricResult[]): MetricResult | null =>
  metrics.toSorted((a, b) => evidenceOf(b) - evidenceOf(a) || excessOf(b) - excessOf(a))[0] ?? null;

/**
 * The metric to show first for an endpoint without a verdict. It is the one that the result names. If that one did not
 * grow for sure and another did, it is the one that speaks most for a leak. So no headline says that nothing grew when
 * something did.
 */
export function leadingMetric({ metrics, undecided }: EndpointResult): MetricResult | null {
  const open = metrics.filter(({ verdict }) => verdict !== 'clean');
  // Results of earlier versions do not name a metric.
  const named = (undecided === undefined ? open[0] : metrics.find(({ metric }) => metric === undecided)) ?? null;
  if (named !== null && hasGrown(named)) return named;
  return strongest(open.filter((metric) => mayAccuse(metric.metric) && hasGrown(metric))) ?? named;
}
