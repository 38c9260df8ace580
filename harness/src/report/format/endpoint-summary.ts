import type { EndpointResult, Finding, MetricResult } from '../../model/result.js';
import { formatCleanBound, formatGrowth, formatInterval, formatReachedBound } from './growth.js';

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
  const open = endpoint.metrics.filter(({ verdict }) => verdict === endpoint.verdict);
  // The advice begins with the metric that it is about.
  const metric = open.find((each) => endpoint.advice.startsWith(`${each.metric}: `)) ?? open[0] ?? null;
  const headline = metric === null ? fallbackReason(endpoint) : describeDoubt(metric);
  return { headline, metric, finding: null };
}

/** Whether what is undecided looks like a leak: its estimate is above the tolerance. */
export const isSuspicious = ({ perRequest, tolerance }: MetricResult): boolean =>
  perRequest !== null && perRequest.estimate > tolerance;

/** The reason, behind the growth that was seen where that is more than is tolerated. */
function describeDoubt(metric: MetricResult): string {
  const { metric: id, unit, perRequest, reason } = metric;
  if (perRequest === null || !isSuspicious(metric)) return reason;
  return `${formatGrowth(id, unit, perRequest.estimate)} ${formatInterval(perRequest, unit)}: ${reason}`;
}

/** The finding that accuses, or the first one accepted by an `ignore` rule. */
export function leadingFinding(findings: readonly Finding[]): Finding | null {
  return findings.find(({ ignored }) => ignored === null) ?? findings[0] ?? null;
}

function summarizeLeak(endpoint: EndpointResult): EndpointSummary {
  const finding = leadingFinding(endpoint.findings);
  const metric = endpoint.metrics.find((each) =>
    finding === null ? each.verdict === 'leaking' : each.metric === finding.metric,
  );
  const growth = finding ?? (metric?.perRequest ? { ...metric, perRequest: metric.perRequest } : null);
  const headline =
    growth === null
      ? (metric?.reason ?? 'grows with every request')
      : `${formatGrowth(growth.metric, growth.unit, growth.perRequest.estimate)} ${formatInterval(growth.perRequest, growth.unit)}`;
  return { headline, metric: metric ?? null, finding };
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
  if (reached !== null) return { ...reached, finding: leadingFinding(findings) };
  const clean = metrics.filter(({ verdict }) => verdict === 'clean');
  const metric = clean.find((each) => each.metric === 'heapUsedBytes') ?? clean[0] ?? null;
  const headline = metric === null ? 'no growth above the tolerances' : formatCleanBound(metric);
  return { headline, metric, finding: leadingFinding(findings) };
}

function fallbackReason({ verdict }: EndpointResult): string {
  return verdict === 'failed' ? 'could not be driven' : 'could not be decided';
}
