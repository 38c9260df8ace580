import type { EndpointResult, Finding, MetricResult } from '../../model/result.js';
import { isHeap } from '../../model/runtimes/catalogue.js';
import { formatCleanBound, formatMeasuredGrowth, formatReachedBound } from './growth.js';
import { hasGrown, isSuspicious, leadingMetric } from './leading-metric.js';
import { metricWords } from './metric-words.js';

/** What a reader should see first of an endpoint: the number that leads to its verdict. */
export interface EndpointSummary {
  readonly headline: string;
  /** The metric whose growth the headline states; null when it states none. */
  readonly metric: MetricResult | null;
  /** The finding that the headline states. Its costs and projection belong beside it. */
  readonly finding: Finding | null;
}

/** Chooses the leading number of an endpoint and puts it into words. */
export function summarizeEndpoint(endpoint: EndpointResult): EndpointSummary {
  if (endpoint.verdict === 'leaking') return summarizeLeak(endpoint);
  if (endpoint.verdict === 'clean') return summarizeClean(endpoint);
  return endpoint.verdict === 'failed' ? summarizeFailed(endpoint) : summarizeUndecided(endpoint);
}

function summarizeUndecided(endpoint: EndpointResult): EndpointSummary {
  const metric = leadingMetric(endpoint);
  return { headline: metric === null ? 'could not be decided' : describeDoubt(metric), metric, finding: null };
}

/** The summary of an endpoint that could not be driven, with what grew until then. */
function summarizeFailed(endpoint: EndpointResult): EndpointSummary {
  const metric = leadingMetric(endpoint);
  const failed = 'could not be driven';
  if (metric === null || !hasGrown(metric)) return { headline: failed, metric: null, finding: null };
  return { headline: `${failed}; until then ${describeGrowth(metric)}`, metric, finding: null };
}

/**
 * The reason why there is no verdict. The metric's name or growth stands in front, because other metrics may have grown
 * too.
 */
function describeDoubt(metric: MetricResult): string {
  const grows = isSuspicious(metric) || hasGrown(metric);
  return `${grows ? describeGrowth(metric) : metricWords(metric.metric, 2)}: ${metric.reason}`;
}

function describeGrowth({ metric, unit, perRequest, reason }: MetricResult): string {
  return perRequest === null ? reason : formatMeasuredGrowth({ metric, unit, perRequest });
}

/** The first finding that accuses and whose interval is above 0. Accepted findings accuse nobody. */
export function accusingFinding(findings: readonly Finding[]): Finding | null {
  const accusing = findings.filter(({ ignored }) => ignored === null);
  return accusing.find(hasGrown) ?? accusing[0] ?? null;
}

function summarizeLeak({ metrics, findings }: EndpointResult): EndpointSummary {
  const finding = accusingFinding(findings);
  if (finding !== null) {
    const metric = metrics.find((each) => each.metric === finding.metric) ?? null;
    return { headline: formatMeasuredGrowth(finding), metric, finding };
  }
  const leaking = metrics.filter(({ verdict }) => verdict === 'leaking');
  const unnamed = leaking.filter(({ metric }) => !findings.some((accepted) => accepted.metric === metric));
  const metric = unnamed.find(hasGrown) ?? unnamed[0] ?? null;
  const headline =
    metric === null || metric.perRequest === null
      ? (metric?.reason ?? 'grows with every request')
      : formatMeasuredGrowth({ ...metric, perRequest: metric.perRequest });
  return { headline, metric, finding };
}

/**
 * The bounds of metrics that are clean only as far as the requests reach. The coarsest count
 * stands for all counts; memory is added.
 */
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
  // The leak of this endpoint is accepted.
  const finding = findings[0] ?? null;
  if (finding !== null) {
    const accepted = metrics.find((each) => each.metric === finding.metric) ?? null;
    return { headline: formatMeasuredGrowth(finding), metric: accepted, finding };
  }
  if (reached !== null) return reached;
  const clean = metrics.filter(({ verdict }) => verdict === 'clean');
  const metric = clean.find((each) => isHeap(each.metric)) ?? clean[0] ?? null;
  const headline = metric === null ? 'no growth above the tolerances' : formatCleanBound(metric);
  return { headline, metric, finding: null };
}

/**
 * An endpoint's advice, to be shown beside its headline. If the headline already has the reason, the advice does not
 * repeat it.
 */
export function adviceBeside(endpoint: EndpointResult): string {
  const { headline, metric } = summarizeEndpoint(endpoint);
  const { advice } = endpoint;
  if (metric === null || !headline.includes(metric.reason)) return advice;
  const doubt = `${metric.metric}: ${metric.reason} `;
  return advice.startsWith(doubt) ? advice.slice(doubt.length) : advice;
}
