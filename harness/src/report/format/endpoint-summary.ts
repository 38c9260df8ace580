import { isResident } from '../../model/metrics/resource.js';
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
  if (metric === null && isMemoryUnmeasured(endpoint))
    return { headline: describeResources(endpoint), metric: null, finding: null };
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

/** Metrics of what the endpoint was seen to use; all of them where it was seen to use nothing. */
function usedOf(metrics: readonly MetricResult[]): readonly MetricResult[] {
  const used = metrics.filter(({ isUnused }) => isUnused === undefined);
  return used.length === 0 ? metrics : used;
}

/** Whether no heap was read, so that nothing is known of memory. */
export const isMemoryUnmeasured = ({ resources = [] }: EndpointResult): boolean =>
  resources.some(({ resource, verdict }) => resource === 'memory' && verdict === 'unmeasured');

/** What resident memory says of memory, where no heap was read. Empty where it says nothing. */
function describeResident(metrics: readonly MetricResult[]): string {
  const resident = metrics.find(({ metric, verdict }) => isResident(metric) && verdict === 'clean');
  if (resident === undefined) return '';
  return ` (${resident.bound === undefined ? formatCleanBound(resident) : formatReachedBound(resident, resident.bound)})`;
}

/** The resources of an endpoint whose memory was not measured: `memory not measured; connections, descriptors clean`. */
function describeResources({ resources = [], metrics, verdict }: EndpointResult): string {
  const clean = resources.filter(({ verdict }) => verdict === 'clean').map(({ resource }) => resource);
  const others = clean.length === 0 ? '' : `; ${clean.join(', ')} clean`;
  const asked = verdict === 'clean' ? ', nor asked for' : '';
  return `memory not measured${asked}${describeResident(metrics)}${others}`;
}

/**
 * The bounds of metrics that are clean only as far as the requests reach. The coarsest count
 * stands for all counts; memory is added.
 */
function describeBounds(metrics: readonly MetricResult[]): EndpointSummary | null {
  const short = usedOf(metrics).flatMap((metric) =>
    metric.bound?.isFull === false ? [{ metric, bound: metric.bound }] : [],
  );
  const counts = short.filter(({ metric }) => metric.unit === 'count');
  const coarsest = counts.toSorted((a, b) => b.bound.perRequest - a.bound.perRequest).slice(0, 1);
  const shown = [...coarsest, ...short.filter(({ metric }) => metric.unit === 'bytes')];
  const [first] = shown;
  if (first === undefined) return null;
  const headline = shown.map(({ metric, bound }) => formatReachedBound(metric, bound)).join('; ');
  return { headline, metric: first.metric, finding: null };
}

function summarizeClean(endpoint: EndpointResult): EndpointSummary {
  const { metrics, findings, bound } = endpoint;
  const reached = bound?.isFull === false ? describeBounds(metrics) : null;
  // The leak of this endpoint is accepted.
  const finding = findings[0] ?? null;
  if (finding !== null) {
    const accepted = metrics.find((each) => each.metric === finding.metric) ?? null;
    return { headline: formatMeasuredGrowth(finding), metric: accepted, finding };
  }
  if (isMemoryUnmeasured(endpoint)) return { headline: describeResources(endpoint), metric: null, finding: null };
  if (reached !== null) return reached;
  const clean = usedOf(metrics).filter(({ verdict }) => verdict === 'clean');
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
