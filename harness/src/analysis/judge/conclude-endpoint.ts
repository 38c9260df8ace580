import type { AnalysisSettings } from '../../model/analysis-settings.js';
import { type MetricId, metricDefinition } from '../../model/metrics/catalogue.js';
import { isResident, resourceOf } from '../../model/metrics/resource.js';
import type { TargetRecording } from '../../model/recording.js';
import type { Verdict } from '../../model/result.js';
import { heapOf, isHeap } from '../../model/runtimes/catalogue.js';
import { drivenBlocks, type FlooredBlock, isLost, measuredMetrics } from '../endpoint-blocks.js';
import { fullMetric } from '../headroom.js';
import { isEndpointBroken, isLoadSpoilt, isSilentAtEnd, type LoadSummary, summarizeLoad } from './load-summary.js';
import type { MetricJudgement } from './metric-judgement.js';
import { type UnreadHeaps, unreadDuring, unreadReason, withoutClearance } from './unread-heaps.js';

export interface EndpointJudgement {
  readonly endpoint: string;
  readonly verdict: Verdict;
  readonly metrics: readonly MetricJudgement[];
  readonly load: LoadSummary;
  /** What kept the endpoint from a verdict, in one sentence; empty when nothing did. */
  readonly doubt: string;
  /** The undecided metric that speaks most for a leak; absent where none is undecided. */
  readonly undecided?: MetricId;
  /** It fell silent, or so many of its requests failed that it was not really exercised. */
  readonly isUnanswered?: true;
  /** No request was sent, because a limit left no room for one. */
  readonly isFull?: true;
  /** It would be clean but for worker threads or processes whose heaps could not be read. */
  readonly isUnread?: true;
  /** No heap could be read, so nobody knows what requests leave in memory. */
  readonly isMemoryUnmeasured?: true;
}

/**
 * Metrics that must be clean before an endpoint is. Resident memory is among them where the heap cannot be seen, but
 * never alone.
 */
function witnessesAmong(metrics: readonly MetricJudgement[]): readonly MetricJudgement[] {
  const accusing = metrics.filter(({ metric }) => metricDefinition(metric)?.role === 'accuses');
  const seesHeap = accusing.some(({ metric }) => isHeap(metric));
  return accusing.length === 0 || seesHeap ? accusing : metrics.filter(({ isWaived }) => isWaived === undefined);
}

/**
 * Whether memory is not measured: the recording says that there was no agent, or that a heap could not be read, and no
 * heap is among the metrics. A user who lists resident memory in `metrics` takes that for all memory.
 */
export function isMemoryUnmeasured(
  { start }: Pick<TargetRecording, 'start'>,
  metrics: readonly Pick<MetricJudgement, 'metric'>[],
  { requiredMetrics }: Pick<AnalysisSettings, 'requiredMetrics'>,
): boolean {
  const isBlind = start !== null && (start.runtime === null || start.unmeasured.some(({ metric }) => isHeap(metric)));
  return isBlind && !metrics.some(({ metric }) => isHeap(metric)) && !requiredMetrics.some(isResident);
}

/** Metrics that keep an endpoint from a verdict. */
export const openMetrics = (metrics: readonly MetricJudgement[]): readonly MetricJudgement[] => [
  ...witnessesAmong(metrics).filter(({ verdict }) => verdict === 'inconclusive'),
  ...metrics.filter(({ needsMore }) => needsMore),
];

/** How many requests an endpoint lacks for a verdict, where it lacks nothing else; else 0. */
export function requestsMissing({ metrics }: EndpointJudgement): number {
  const missing = openMetrics(metrics).map((metric) => metric.requestsMissing);
  return missing.includes(undefined) ? 0 : Math.max(0, ...missing.map((each) => each ?? 0));
}

/**
 * Requests after which growth that seems to be there could be proven; 0 where nothing seems to grow, or it is proven.
 */
export const requestsToProof = ({ metrics }: EndpointJudgement): number =>
  Math.max(0, ...openMetrics(metrics).map((metric) => metric.requestsToProof ?? 0));

/**
 * Whether the verdict depends on something that nobody can know here. More requests add nothing then, as after an
 * accusation.
 */
export const isUnknowable = ({
  metrics,
  isUnread,
  isMemoryUnmeasured,
}: Pick<EndpointJudgement, 'metrics' | 'isUnread' | 'isMemoryUnmeasured'>): boolean =>
  isUnread === true || isMemoryUnmeasured === true || metrics.some((metric) => metric.isUnknowable === true);

const isAbove = ({ perRequest, tolerance }: MetricJudgement): boolean =>
  perRequest !== null && perRequest.estimate > tolerance;

/** 2 for growth that is proven to be above the tolerance, 1 for growth that is proven at all, else 0. */
function proofOf({ perRequest, tolerance }: MetricJudgement): number {
  if (perRequest === null) return 0;
  return perRequest.low > tolerance ? 2 : perRequest.low > 0 ? 1 : 0;
}

/**
 * How much an undecided metric speaks for a leak. First comes what no further request decides; then growth above the
 * tolerance; then what pending timers may free; then growth that may be noise; then a mere lack of requests.
 */
function suspicionOf(judgement: MetricJudgement): number {
  if (judgement.isUnknowable === true) return 4;
  if (judgement.hasPendingTimers === true) return 2;
  if (!isAbove(judgement)) return 0;
  if (proofOf(judgement) > 0) return 3;
  // In a few blocks of memory neither growth nor noise is known.
  return judgement.minimumDetectable === null ? 0 : 1;
}

/** Growth in tolerances, so that different units can be compared. */
const excessOf = ({ perRequest, tolerance }: MetricJudgement): number =>
  perRequest === null ? Number.NEGATIVE_INFINITY : perRequest.estimate / Math.max(tolerance, Number.EPSILON);

/** The metric that an undecided endpoint is named by: the one that speaks most for a leak, the first among equals. */
export function mostSuspicious(open: readonly MetricJudgement[]): MetricJudgement | undefined {
  return open.toSorted((a, b) => {
    const level = suspicionOf(b);
    const bySuspicion = level - suspicionOf(a) || proofOf(b) - proofOf(a);
    // Metrics of which nothing is known stay in the order of importance.
    const byUse = Number(a.isUnused ?? false) - Number(b.isUnused ?? false);
    return bySuspicion || (level === 0 ? byUse : excessOf(b) - excessOf(a));
  })[0];
}

/** How an endpoint answered. */
interface Answering {
  readonly load: LoadSummary;
  /** So many requests failed that the endpoint was not really exercised. */
  readonly isSpoilt: boolean;
  /** It no longer answered when it was last driven. */
  readonly isSilent: boolean;
  /** It does not work at all. */
  readonly isBroken: boolean;
}

function answeringIn(blocks: readonly FlooredBlock[]): Answering {
  const load = summarizeLoad(blocks);
  return {
    load,
    isSpoilt: isLoadSpoilt(load),
    isSilent: isSilentAtEnd(blocks),
    isBroken: isEndpointBroken(blocks),
  };
}

/** What keeps an endpoint from being clean, in one sentence; empty where nothing does. */
function doubtOf(
  metrics: readonly MetricJudgement[],
  undecided: MetricJudgement | undefined,
  { load, isSpoilt, isSilent }: Answering,
  required: readonly MetricId[],
  measured: readonly MetricId[],
): string {
  const detail = load.firstFailure ?? 'no detail';
  if (isSpoilt)
    return `${load.failed} of ${load.sent} requests failed (${detail}), so the endpoint was not really exercised.`;
  if (isSilent) return `It stopped answering after ${load.ok} requests (${detail}).`;
  const missing = required.find((metric) => !measured.includes(metric));
  if (missing !== undefined) return `${missing} was asked for and could not be measured.`;
  if (witnessesAmong(metrics).length === 0) return 'No metric that can accuse could be measured.';
  return undecided === undefined ? '' : `${undecided.metric}: ${undecided.reason}`;
}

/** Why an endpoint was not driven. It is never cleared then. */
function notDriven(recording: TargetRecording): Pick<EndpointJudgement, 'doubt' | 'isFull'> {
  const full = fullMetric(recording);
  if (full === null) return { doubt: 'No request was sent.' };
  const { metric, taken, limit } = full;
  return {
    doubt: `No request was sent: ${metric} stands at ${taken} of ${limit}, which leaves no room for one.`,
    isFull: true,
  };
}

function verdictOf(metrics: readonly MetricJudgement[], doubt: string, isBroken: boolean): Verdict {
  if (metrics.some(({ verdict }) => verdict === 'leaking')) return 'leaking';
  if (isBroken) return 'failed';
  return doubt === '' ? 'clean' : 'inconclusive';
}

/**
 * One verdict for an endpoint from the judgements of its metrics. It accuses only on evidence, and what is missing
 * keeps it from being clean.
 */
export function concludeEndpoint(
  recording: TargetRecording,
  endpoint: string,
  metrics: readonly MetricJudgement[],
  settings: AnalysisSettings,
): EndpointJudgement {
  const blocks = drivenBlocks(recording, endpoint);
  const measured = measuredMetrics(recording).filter((metric) => !isLost(recording, metric));
  const answering = answeringIn(blocks);
  const { load, isSpoilt, isSilent, isBroken } = answering;
  if (load.sent === 0) return { endpoint, verdict: 'inconclusive', metrics, load, ...notDriven(recording) };
  const undecided = mostSuspicious(openMetrics(metrics));
  const required = [...settings.requiredMetrics, ...(recording.target.probes ?? [])];
  const doubt = doubtOf(metrics, undecided, answering, required, measured);
  const verdict = verdictOf(metrics, doubt, isBroken);
  const judgement = { endpoint, verdict, metrics, load };
  // Who lists metrics, and no memory among them, asks for less.
  const isMemoryMissing = settings.requiredMetrics.length === 0 && isMemoryUnmeasured(recording, metrics, settings);
  if (isMemoryMissing && !isOtherwiseOpen(verdict, undecided, answering)) return { ...judgement, ...withoutMemory };
  const unread = verdict === 'clean' ? unreadDuring(blocks) : null;
  if (unread !== null) return { ...judgement, ...uncleared(metrics, unread, heapOf(recording)) };
  if (verdict === 'leaking' || verdict === 'clean') return { ...judgement, doubt: '' };
  const unanswered = isSilent || isSpoilt ? ({ isUnanswered: true } as const) : {};
  return { ...judgement, ...unanswered, doubt, ...(undecided === undefined ? {} : { undecided: undecided.metric }) };
}

/** Whether a metric grows in a way that speaks for a leak, whatever else is known. */
const isSuspect = (metric: MetricJudgement): boolean => suspicionOf(metric) > 0;

/** Whether memory is not the only thing that is missing for a verdict. Noise of resident memory would not matter. */
function isOtherwiseOpen(
  verdict: Verdict,
  undecided: MetricJudgement | undefined,
  { isSpoilt, isSilent }: Answering,
): boolean {
  if (verdict === 'clean') return false;
  if (verdict !== 'inconclusive' || isSpoilt || isSilent || undecided === undefined) return true;
  return resourceOf(undecided.metric) !== 'memory' || undecided.needsMore || isSuspect(undecided);
}

/** The judgement of an endpoint whose other resources are clean. */
const withoutMemory: Pick<EndpointJudgement, 'verdict' | 'doubt' | 'isMemoryUnmeasured'> = {
  verdict: 'inconclusive',
  doubt: 'Memory was not measured: no heap could be read, so nobody can know what requests leave in memory.',
  isMemoryUnmeasured: true,
};

/** The judgement of an endpoint that would be clean, had all heaps been read. */
function uncleared(
  metrics: readonly MetricJudgement[],
  unread: UnreadHeaps,
  heap: MetricId,
): Omit<EndpointJudgement, 'endpoint' | 'load'> {
  return {
    verdict: 'inconclusive',
    metrics: withoutClearance(metrics, unread),
    doubt: `${heap}: ${unreadReason(unread)}`,
    undecided: heap,
    isUnread: true,
  };
}
