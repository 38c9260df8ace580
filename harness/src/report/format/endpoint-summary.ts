import type { EndpointResult, Finding, MetricResult } from '../../model/result.js';
import { formatCleanBound, formatMeasuredGrowth, formatReachedBound } from './growth.js';

/** What a reader should see first of one endpoint: the number that names its verdict. */
export interface EndpointSummary {
  readonly headline: string;
  /** The metric whose growth the headline states, where there is one. */
  readonly metric: MetricResult | null;
  /** The finding that the headline states: its costs and projection belong beside it. */
  readonly finding: Finding | null;
}

/** Picks and words the leading number of an endpoint. */
export function summarizeEndpoint(endpoint: EndpointResult): EndpointSummary {
  if (endpoint.verdict === 'leaking') return summarizeLeak(endpoint);
  if (endpoint.verdict === 'clean') return summarizeClean(endpoint);
  const metric = headingMetric(endpoint);
  const headline = metric === null ? fallbackReason(endpoint) : describeDoubt(metric);
  return { headline, metric, finding: null };
}

/** The metric that an endpoint without a verdict is headed by. */
function headingMetric({ verdict, metrics, undecided }: EndpointResult): MetricResult | null {
  // Results of earlier versions name none.
  const heading = metrics.find((each) =>
    undecided === undefined ? each.verdict === verdict : each.metric === undecided,
  );
  return heading ?? null;
}

/** Whether what is undecided looks like a leak: its estimate is above the tolerance. */
export const isSuspicious = ({ perRequest, tolerance }: MetricResult): boolean =>
  perRequest !== null && perRequest.estimate > tolerance;

/** The reason, behind the growth that was seen where that is more than is tolerated. */
function describeDoubt(metric: MetricResult): string {
  const { metric: id, unit, perRequest, reason } = metric;
  if (perRequest === null || !isSuspicious(metric)) return reason;
  return `${formatMeasuredGrowth({ metric: id, unit, perRequest })}: ${reason}`;
}

const liesAboveNothing = ({ perRequest }: Pick<MetricResult, 'perRequest'>): boolean =>
  perRequest !== null && perRequest.low > 0;

/** The first finding that accuses and whose interval lies above nothing; accepted ones accuse nobody. */
export function accusingFinding(findings: readonly Finding[]): Finding | null {
  const accusing = findings.filter(({ ignored }) => ignored === null);
  return accusing.find(liesAboveNothing) ?? accusing[0] ?? null;
}

function summarizeLeak({ metrics, findings }: EndpointResult): EndpointSummary {
  const finding = accusingFinding(findings);
  if (finding !== null) {
    const metric = metrics.find((each) => each.metric === finding.metric) ?? null;
    return { headline: formatMeasuredGrowth(finding), metric, finding };
  }
  const leaking = metrics.filter(({ verdict }) => verdict === 'leaking');
  const unnamed = leaking.filter(({ metric }) => !findings.some((accepted) => accepted.metric === metric));
  const metric = unnamed.find(liesAboveNothing) ?? unnamed[0] ?? null;
  const headline =
    metric === null || metric.perRequest === null
      ? (metric?.reason ?? 'grows with every request')
      : formatMeasuredGrowth({ ...metric, perRequest: metric.perRequest });
  return { headline, metric, finding };
}

/** Metrics that are clean only as far as the requests reach: one count, for all of them have the same, and memory. */
function describeBounds(metrics: readonly MetricResult[]): EndpointSummary | null {
  const short = metrics.flatMap((metric) => (metric.bound?.isFull === false ? [{ metric, bound: metric.bound }] : []));
  const counts = short.filter(({ metric }) => metric.unit === 'count');
  const coarsest = counts.toSorted((a, b) => b.bound.perRequest - a.bound.perRequest).slice(0, 1);
  const shown = [...coarsest, ...short.filter(({ metric }) => metric.unit === 'bytes')];
  const [first] = shown;
  if (first === undefined) return null;
  const headline = shown.map(({ metric, bound }) => formatReachedBound(metric, bound)).join('; ');
  return { headline, metric: first.metric, finding: null };
}

function summarizeClean({ metrics, findings, bound }: EndpointResult): EndpointSummary {
  const reached = bound?.isFull === false ? describeBounds(metrics) : null;
  // What leaks here is accepted.
  const finding = findings[0] ?? null;
  if (reached !== null) return { ...reached, finding };
  const clean = metrics.filter(({ verdict }) => verdict === 'clean');
  const metric = clean.find((each) => each.metric === 'heapUsedBytes') ?? clean[0] ?? null;
  const headline = metric === null ? 'no growth above the tolerances' : formatCleanBound(metric);
  return { headline, metric, finding };
}

function fallbackReason({ verdict }: EndpointResult): string {
  return verdict === 'failed' ? 'could not be driven' : 'could not be decided';
}
