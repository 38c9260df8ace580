import type { AnalysisSettings } from '../../model/analysis-settings.js';
import { importanceRank, type MetricId, metricDefinition } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import {
  drivenBlocks,
  endpointBlocks,
  type FlooredBlock,
  floorValue,
  growthIn,
  isLost,
  type MetricBlock,
  measuredMetrics,
  metricBlocks,
  repeatedBlocks,
  requestsIn,
} from '../endpoint-blocks.js';
import { isHeadroomSpent, roomAtFirst } from '../headroom.js';
import { hasRunIntoLimit } from '../reached-limits.js';
import { growthRate, pValueAbove } from '../statistics/growth-rate.js';
import { lastThreeDoublings, persists } from './doubling-windows.js';
import { evidenceOfRepeated, inputContrast } from './input-contrast.js';
import { judgeAtRest } from './judge-at-rest.js';
import { judgeBytes } from './judge-bytes.js';
import { judgeCount } from './judge-count.js';
import { judgeLastWitness } from './judge-last-witness.js';
import { isLoadSpoilt, summarizeLoad } from './load-summary.js';
import {
  confidence,
  estimationSpan,
  type JudgingContext,
  judgingContext,
  type MetricJudgement,
} from './metric-judgement.js';
import { latestOwnTurn, type OwnTurn } from './own-turn.js';

/** One endpoint on its way to a verdict: what was recorded of it, and how its metrics are judged so far. */
export interface JudgedEndpoint {
  readonly endpoint: string;
  /** Blocks in which it was driven alone. */
  readonly alone: readonly FlooredBlock[];
  /** These, and the blocks in which others were driven with it. */
  readonly driven: readonly FlooredBlock[];
  /** Its newest turn; null where it had none. */
  readonly turn: OwnTurn | null;
  readonly metrics: readonly MetricJudgement[];
}

/**
 * Judges memory. It may be undecided only because of what other endpoints hold and let go. So it is clean when it is
 * clean in a turn of the endpoint's own that made up most of its requests. A turn never accuses: what fades slowly
 * looks steady in the last part of it.
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
  const { role, unit } = metricDefinition(metric) ?? {};
  if (role === 'last-witness') return judgeLastWitness(metric, blocks, context);
  if (unit === 'bytes') return judgeMemory(metric, blocks, turn, context);
  const byGrowth = judgeCount(metric, metricBlocks(blocks, metric), context);
  return byGrowth.verdict === 'leaking' ? byGrowth : (judgeAtRest(metric, blocks, context) ?? byGrowth);
}

/** As for any growth of memory: a t interval over fewer differences trusts too much in normal noise. */
const fewestBlocks = 5;

/**
 * Judges memory anew where the target ran out of it before there were enough blocks at full load. A small heap lasts
 * for few requests, so the blocks of scouting count as well, except the first, which loads modules. The growth must be
 * proven and must have persisted over two doublings, as always. It has passed what bounded things hold, for it reached
 * the limit.
 *
 * @param blocks of the endpoint, in time order.
 * @returns the judgement as it was where nothing more is proven.
 */
function judgeAtLimit(judgement: MetricJudgement, blocks: readonly MetricBlock[]): MetricJudgement {
  const { unit, verdict, tolerance } = judgement;
  if (unit !== 'bytes' || verdict !== 'inconclusive') return judgement;
  const seen = blocks.slice(1);
  const windows = lastThreeDoublings(seen);
  const rate = growthRate(seen, confidence);
  if (seen.length < fewestBlocks || windows === null || rate === null || rate.low <= tolerance) return judgement;
  const rates = windows.map(({ perRequest }) => perRequest);
  if (!persists(rates, tolerance) || seen.some(({ growth }) => growth < 0)) return judgement;
  const { estimate, low, high } = rate;
  return {
    ...judgement,
    ...estimationSpan(blocks, seen),
    verdict: 'leaking',
    perRequest: { estimate, low, high },
    minimumDetectable: (high - low) / 2,
    pValue: pValueAbove(rate, tolerance),
    reason: 'Grew at the same rate over two doublings of requests, until the target ran into its limit.',
  };
}

/** Whether the endpoint was never seen with any of what a metric counts. */
const isUnused = (blocks: readonly FlooredBlock[], metric: MetricId): boolean =>
  blocks.every(({ before, after }) => [before, after].every((floor) => (floorValue(floor, metric) ?? 0) === 0));

/** Whether the user lists the metrics to be measured, and resident memory is not among them. */
const isWaived = (metric: MetricId, { requiredMetrics }: AnalysisSettings): boolean =>
  metric === 'rssBytes' && requiredMetrics.length > 0 && !requiredMetrics.includes(metric);

/** Metrics of which growth may be a leak, the most important first. */
const accusingMetrics = (recording: TargetRecording): readonly MetricId[] =>
  measuredMetrics(recording)
    .filter((metric) => (metricDefinition(metric)?.role ?? 'remarks') !== 'remarks')
    .toSorted((a, b) => importanceRank(a) - importanceRank(b));

/** Judges every metric that may accuse, from the blocks of one endpoint alone. */
export function judgeMetrics(
  recording: TargetRecording,
  endpoint: string,
  settings: AnalysisSettings,
  isOver: boolean,
): JudgedEndpoint {
  const alone = endpointBlocks(recording, endpoint);
  const driven = drivenBlocks(recording, endpoint);
  const repeated = repeatedBlocks(recording, endpoint);
  const turn = latestOwnTurn(recording, endpoint);
  const isSpoilt = isLoadSpoilt(summarizeLoad(alone));
  const answered = evidenceOfRepeated(driven, repeated);
  const judge = (metric: MetricId): MetricJudgement => {
    const hasHitLimit = hasRunIntoLimit(recording, alone, metric);
    const common = judgingContext(recording, endpoint, metric, settings, isOver);
    const inputs = inputContrast(driven, answered, metric, common.tolerance);
    const judgement = judgeMetric(metric, alone, turn, {
      ...common,
      ...(inputs === null ? {} : { inputs }),
      isHeadroomSpent: hasHitLimit || isHeadroomSpent(recording, alone, metric),
      room: roomAtFirst(recording, alone, metric),
      isSpoilt,
    });
    // What repeated requests added has to come back, too. The growth of resident memory is only its unexplained part.
    const added = metric === 'rssBytes' ? 0 : growthIn(repeated, metric);
    const judged = {
      ...judgement,
      growth: judgement.growth + added,
      ...(isUnused(driven, metric) ? ({ isUnused: true } as const) : {}),
      ...(isWaived(metric, settings) ? ({ isWaived: true } as const) : {}),
    };
    return hasHitLimit ? judgeAtLimit(judged, metricBlocks(alone, metric)) : judged;
  };
  const metrics = accusingMetrics(recording)
    .map(judge)
    .filter(({ metric, verdict }) => verdict === 'leaking' || !isLost(recording, metric));
  return { endpoint, alone, driven, turn, metrics };
}
