import { type MetricId, metricDefinition } from '../../model/metrics/catalogue.js';
import type { EndpointResult, MetricResult } from '../../model/result.js';

type Growth = Pick<MetricResult, 'perRequest' | 'tolerance'>;

/** Whether it grew for sure: its interval lies above nothing. */
export const hasGrown = ({ perRequest }: Pick<Growth, 'perRequest'>): boolean =>
  perRequest !== null && perRequest.low > 0;

/** Whether it looks like a leak: its estimate is above the tolerance. */
export const isSuspicious = ({ perRequest, tolerance }: Growth): boolean =>
  perRequest !== null && perRequest.estimate > tolerance;

/** How much its interval speaks for a leak: all of it above the tolerance; above nothing; only its middle; not even that. */
function evidenceOf(metric: Growth): number {
  const { perRequest, tolerance } = metric;
  if (perRequest !== null && perRequest.low > tolerance) return 3;
  if (hasGrown(metric)) return 2;
  return isSuspicious(metric) ? 1 : 0;
}

/** Growth in tolerances, so that units can be compared. */
const excessOf = ({ perRequest, tolerance }: Growth): number =>
  (perRequest?.estimate ?? 0) / Math.max(tolerance, Number.EPSILON);

const mayAccuse = (metric: MetricId): boolean => (metricDefinition(metric)?.role ?? 'accuses') === 'accuses';

/** Of equals the first. */
const strongest = (metrics: readonly MetricResult[]): MetricResult | null =>
  metrics.toSorted((a, b) => evidenceOf(b) - evidenceOf(a) || excessOf(b) - excessOf(a))[0] ?? null;

/**
 * The metric that heads an endpoint without a verdict. That is the one which the result names, unless it did not grow for
 * sure and another one did: then the one whose interval speaks most for a leak. So no headline says that nothing grew where
 * something did.
 */
export function leadingMetric({ metrics, undecided }: EndpointResult): MetricResult | null {
  const open = metrics.filter(({ verdict }) => verdict !== 'clean');
  // Results of earlier versions name none.
  const named = (undecided === undefined ? open[0] : metrics.find(({ metric }) => metric === undecided)) ?? null;
  if (named !== null && hasGrown(named)) return named;
  return strongest(open.filter((metric) => mayAccuse(metric.metric) && hasGrown(metric))) ?? named;
}
