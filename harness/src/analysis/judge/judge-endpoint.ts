import type { AnalysisSettings } from '../../model/analysis-settings.js';
import { importanceRank, type MetricId, metricDefinition } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import type { Verdict } from '../../model/result.js';
import { heapOf, isHeap } from '../../model/runtimes/catalogue.js';
import {
  drivenBlocks,
  endpointBlocks,
  type FlooredBlock,
  growthIn,
  isLost,
  measuredMetrics,
  metricBlocks,
  repeatedBlocks,
  requestsIn,
} from '../endpoint-blocks.js';
import { hasRunIntoLimit } from '../fatal-limits.js';
import { hasFreshInput } from '../fresh-inputs.js';
import { fullMetric, isHeadroomSpent, roomAtFirst } from '../headroom.js';
import { toleranceFor } from '../metric-rules.js';
import { evidenceOfRepeated, inputContrast } from './input-contrast.js';
import { judgeAtLimit } from './judge-at-limit.js';
import { judgeAtRest } from './judge-at-rest.js';
import { judgeBytes } from './judge-bytes.js';
import { judgeCode } from './judge-code.js';
import { judgeCount } from './judge-count.js';
import { judgeResident } from './judge-resident.js';
import { isEndpointBroken, isLoadSpoilt, isSilentAtEnd, type LoadSummary, summarizeLoad } from './load-summary.js';
import type { JudgingContext, MetricJudgement } from './metric-judgement.js';
import { latestOwnTurn, type OwnTurn } from './own-turn.js';
import { coarsestBound } from './reached-bound.js';
import { mostSuspicious } from './suspicion.js';
import { unreadDuring, unreadReason, withoutClearance } from './unread-heaps.js';

export interface EndpointJudgement {
  readonly endpoint: string;
  readonly verdict: Verdict;
  readonly metrics: readonly MetricJudgement[];
  readonly load: LoadSummary;
  /** What kept the endpoint from a verdict, in one sentence; empty when nothing did. */
  readonly doubt: string;
  /** The open metric that speaks most for a leak; absent where none is open. */
  readonly undecided?: MetricId;
  /** It fell silent, or so many of its requests failed that it was not really exercised. */
  readonly isUnanswered?: true;
  /** No request was sent, because a limit left no room for one. */
  readonly isFull?: true;
  /** It would be clean but for worker threads or processes whose heaps could not be read. */
  readonly isUnread?: true;
}

/**
 * Memory that is open for what other endpoints hold and let go is clear when a turn of its own is that made up most of the
 * requests. A turn never accuses: what fades slowly looks steady in the last part of it.
 */
function judgeMemory(
  metric: MetricId,
  blocks: readonly FlooredBlock[],
  turn: OwnTurn | null,
  context: JudgingContext,
): MetricJudgement {
  const whole = judgeBytes(metric, metricBlocks(blocks, metric), context);
  const isProven = whole.verdict === 'leaking' || whole.bound?.isFull === true;
  if (isProven || turn === null || 2 * requestsIn(turn.blocks) < requestsIn(blocks)) return whole;
  const inTurn = judgeBytes(metric, metricBlocks(turn.blocks, metric), context);
  const isMore = inTurn.verdict === 'clean' && (whole.verdict !== 'clean' || inTurn.bound?.isFull === true);
  return isMore ? { ...inTurn, growth: whole.growth } : whole;
}

function judgeMetric(
  metric: MetricId,
  blocks: readonly FlooredBlock[],
  turn: OwnTurn | null,
  context: JudgingContext,
): MetricJudgement {
  if (metric === 'rssBytes') return judgeResident(blocks, context);
  if (metric === 'heap.codeBytes') return judgeCode(blocks, context);
  if (metricDefinition(metric)?.unit === 'bytes') return judgeMemory(metric, blocks, turn, context);
  const own = metricBlocks(blocks, metric);
  const byGrowth = judgeCount(metric, own, context);
  return byGrowth.verdict === 'leaking' ? byGrowth : (judgeAtRest(metric, blocks, context) ?? byGrowth);
}

/** What repeated requests added has to come back as well, if anything does. */
function withRepeated(recording: TargetRecording, endpoint: string, judgement: MetricJudgement): MetricJudgement {
  const { metric, growth } = judgement;
  // The growth of resident memory is what heap and external memory do not explain.
  if (metric === 'rssBytes') return judgement;
  return { ...judgement, growth: growth + growthIn(repeatedBlocks(recording, endpoint), metric) };
}

/** Judges every metric that may accuse, from the blocks of one endpoint alone. */
export function judgeMetrics(
  recording: TargetRecording,
  endpoint: string,
  settings: AnalysisSettings,
  isOver: boolean,
): readonly MetricJudgement[] {
  const blocks = endpointBlocks(recording, endpoint);
  const turn = latestOwnTurn(recording, endpoint);
  // What ended early for a failure was not given the time that the bound stands for.
  const isTimeUp = isOver && recording.end?.reason !== 'failed';
  const isSpoilt = isLoadSpoilt(summarizeLoad(blocks));
  const repeated = evidenceOfRepeated(recording, endpoint);
  const inputsOf = (metric: MetricId, tolerance: number): Pick<JudgingContext, 'inputs'> => {
    const inputs = inputContrast(recording, endpoint, metric, repeated, tolerance);
    return inputs === null ? {} : { inputs };
  };
  return measuredMetrics(recording)
    .filter((metric) => (metricDefinition(metric)?.role ?? 'remarks') !== 'remarks')
    .toSorted((a, b) => importanceRank(a) - importanceRank(b))
    .map((metric) => ({ metric, tolerance: toleranceFor(metric, settings.tolerances) }))
    .map(({ metric, tolerance }) =>
      judgeMetric(metric, blocks, turn, {
        tolerance,
        ...inputsOf(metric, tolerance),
        isHeadroomSpent: isHeadroomSpent(recording, endpoint, metric) || hasRunIntoLimit(recording, endpoint, metric),
        room: roomAtFirst(recording, endpoint, metric),
        isSpoilt,
        hasFreshInput: hasFreshInput(recording, endpoint),
        isOver,
        ...(isTimeUp ? coarsestBound(metric, settings) : {}),
      }),
    )
    .map((judgement) => withRepeated(recording, endpoint, judgement))
    .map((judgement) => judgeAtLimit(recording, endpoint, judgement, metricBlocks(blocks, judgement.metric)))
    .filter(({ metric, verdict }) => verdict === 'leaking' || !isLost(recording, metric));
}

/**
 * Metrics that must be clean for an endpoint to be. Where the heap cannot be seen, resident memory is among them; alone
 * it is none.
 */
function witnessesAmong(metrics: readonly MetricJudgement[]): readonly MetricJudgement[] {
  const accusing = metrics.filter(({ metric }) => metricDefinition(metric)?.role === 'accuses');
  const seesHeap = accusing.some(({ metric }) => isHeap(metric));
  return accusing.length === 0 || seesHeap ? accusing : metrics;
}

/** Metrics that keep an endpoint from a verdict. */
export const openMetrics = (metrics: readonly MetricJudgement[]): readonly MetricJudgement[] => [
  ...witnessesAmong(metrics).filter(({ verdict }) => verdict === 'inconclusive'),
  ...metrics.filter(({ needsMore }) => needsMore),
];

/** Requests that alone keep an endpoint from a verdict; 0 where something else does, too. */
export function requestsMissing({ metrics }: EndpointJudgement): number {
  const missing = openMetrics(metrics).map((metric) => metric.requestsMissing);
  return missing.includes(undefined) ? 0 : Math.max(0, ...missing.map((each) => each ?? 0));
}

/** Requests after which what seems to grow could be proven; 0 where nothing seems to, or it is proven. */
export const requestsToProof = ({ metrics }: EndpointJudgement): number =>
  Math.max(0, ...openMetrics(metrics).map((metric) => metric.requestsToProof ?? 0));

/**
 * Something would be accused, or all be clean, but for what nobody can know here: as with an accusation, more requests add
 * nothing.
 */
export const isUnknowable = ({ metrics, isUnread }: Pick<EndpointJudgement, 'metrics' | 'isUnread'>): boolean =>
  isUnread === true || metrics.some((metric) => metric.isUnknowable === true);

function doubtOf(
  metrics: readonly MetricJudgement[],
  undecided: MetricJudgement | undefined,
  load: LoadSummary,
  isSilent: boolean,
  required: readonly MetricId[],
  measured: readonly MetricId[],
): string {
  if (isLoadSpoilt(load)) {
    return `${load.failed} of ${load.sent} requests failed (${load.firstFailure ?? 'no detail'}), so the endpoint was not really exercised.`;
  }
  if (isSilent) return `It stopped answering after ${load.ok} requests (${load.firstFailure ?? 'no detail'}).`;
  const missing = required.find((metric) => !measured.includes(metric));
  if (missing !== undefined) return `${missing} was asked for and could not be measured.`;
  if (witnessesAmong(metrics).length === 0) return 'No metric that can accuse could be measured.';
  return undecided === undefined ? '' : `${undecided.metric}: ${undecided.reason}`;
}

/** What was never driven is never cleared. */
function notDriven(recording: TargetRecording): Pick<EndpointJudgement, 'doubt' | 'isFull'> {
  const full = fullMetric(recording);
  if (full === null) return { doubt: 'No request was sent.' };
  const { metric, taken, limit } = full;
  return {
    doubt: `No request was sent: ${metric} stands at ${taken} of ${limit}, which leaves no room for one.`,
    isFull: true,
  };
}

/** One verdict for an endpoint from the judgements of its metrics: fail closed, accuse only on evidence. */
export function concludeEndpoint(
  recording: TargetRecording,
  endpoint: string,
  metrics: readonly MetricJudgement[],
  settings: AnalysisSettings,
): EndpointJudgement {
  const blocks = drivenBlocks(recording, endpoint);
  const load = summarizeLoad(blocks);
  if (load.sent === 0) return { endpoint, verdict: 'inconclusive', metrics, load, ...notDriven(recording) };
  const undecided = mostSuspicious(openMetrics(metrics));
  const isSilent = isSilentAtEnd(blocks);
  const measured = measuredMetrics(recording).filter((metric) => !isLost(recording, metric));
  const doubt = doubtOf(metrics, undecided, load, isSilent, settings.requiredMetrics, measured);
  const verdict = verdictOf(metrics, doubt, isEndpointBroken(blocks));
  const judgement = { endpoint, verdict, metrics, load };
  const unread = unreadDuring(blocks);
  if (verdict === 'clean' && unread !== null) {
    const uncleared = withoutClearance(metrics, unread);
    const heap = heapOf(recording);
    const doubt = `${heap}: ${unreadReason(unread)}`;
    return {
      ...judgement,
      verdict: 'inconclusive',
      metrics: uncleared,
      doubt,
      undecided: heap,
      isUnread: true,
    };
  }
  if (verdict === 'leaking' || verdict === 'clean') return { ...judgement, doubt: '' };
  const unanswered = isSilent || isLoadSpoilt(load) ? ({ isUnanswered: true } as const) : {};
  return { ...judgement, ...unanswered, doubt, ...(undecided === undefined ? {} : { undecided: undecided.metric }) };
}

function verdictOf(metrics: readonly MetricJudgement[], doubt: string, isBroken: boolean): Verdict {
  if (metrics.some(({ verdict }) => verdict === 'leaking')) return 'leaking';
  if (isBroken) return 'failed';
  return doubt === '' ? 'clean' : 'inconclusive';
}
