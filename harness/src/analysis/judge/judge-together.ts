import type { AnalysisSettings } from '../../model/analysis-settings.js';
import { metricDefinition } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import { asOneBlock, type BlockGroup, blockGroups, type FlooredBlock } from '../endpoint-blocks.js';
import { growsPersistently } from './byte-evidence.js';
import { type ChargedSeries, type Charges, chargeEndpoints } from './charged-blocks.js';
import { judgeAtRest } from './judge-at-rest.js';
import { judgeBytes } from './judge-bytes.js';
import { judgeCount } from './judge-count.js';
import { judgeLastWitness, witnessedBlocks } from './judge-last-witness.js';
import type { JudgedEndpoint } from './judge-metrics.js';
import { type JudgingContext, judgingContext, type MetricJudgement } from './metric-judgement.js';

/** Growth in a group cannot be charged to one endpoint yet: no accusation, and no line to draw. */
function withoutAccusation({ estimatedOver: _ofAll, ...judgement }: MetricJudgement): MetricJudgement {
  if (judgement.verdict !== 'leaking') return judgement;
  const reason =
    'Grew while several endpoints were driven together. Which of them adds to it shows when each is driven alone.';
  return { ...judgement, verdict: 'inconclusive', reason };
}

function judgeSeries(judgement: MetricJudgement, series: ChargedSeries, context: JudgingContext): MetricJudgement {
  const { metric, unit } = judgement;
  const judge = unit === 'bytes' ? judgeBytes : judgeCount;
  return judge(metric, series(metric), context);
}

/**
 * Whether groups can add nothing to a judgement. They neither accuse nor take an accusation back, nor do they tell what
 * nobody can know.
 */
const isSettled = ({ verdict, bound, isUnknowable, timersDueInMs }: MetricJudgement): boolean =>
  verdict === 'leaking' ||
  (verdict === 'clean' && bound?.isFull !== false) ||
  isUnknowable === true ||
  timersDueInMs !== undefined;

/**
 * Of two judgements that are clean, the one with the closer bound: few requests alone may say less than many in groups.
 */
const surer = (own: MetricJudgement, charged: MetricJudgement): MetricJudgement =>
  charged.verdict === 'clean' && (charged.bound?.perRequest ?? 0) < (own.bound?.perRequest ?? 0) ? charged : own;

/**
 * Judges a last witness by the groups, for all endpoints in them together. While it grows persistently there, they need
 * more requests.
 */
function judgeGroups(
  { metric }: MetricJudgement,
  groups: readonly BlockGroup[],
  context: JudgingContext,
): MetricJudgement {
  const blocks = groups.flatMap(asOneBlock);
  const needsMore = !context.isOver && growsPersistently(witnessedBlocks(blocks, metric), context.tolerance);
  return { ...judgeLastWitness(metric, blocks, context), growth: 0, needsMore };
}

/** Judges one metric anew by the groups in which its endpoint took part. */
function judgeCharged(
  own: MetricJudgement,
  driven: readonly FlooredBlock[],
  charges: Charges,
  context: JudgingContext,
): MetricJudgement {
  if (metricDefinition(own.metric)?.role === 'last-witness')
    return charges.isAlone ? own : withoutAccusation(judgeGroups(own, charges.groups(own.metric), context));
  const judged = charges.series.map((series) => judgeSeries(own, series, context));
  const best = judged.find(({ verdict }) => verdict === 'clean') ?? judged.at(-1) ?? own;
  const isHeld = judgeAtRest(own.metric, driven, context) !== null;
  if (best.verdict === 'clean' && !isHeld) {
    const cleared = { ...withoutAccusation(best), growth: own.growth };
    return own.verdict === 'clean' ? surer(own, cleared) : cleared;
  }
  if (own.verdict === 'clean') return own;
  if (!charges.isAlone) {
    const open: MetricJudgement = best.verdict === 'clean' ? { ...best, verdict: 'inconclusive' } : best;
    return { ...withoutAccusation(open), growth: own.growth };
  }
  if (own.requestsMissing === undefined || best.requestsMissing === undefined) return own;
  return { ...own, requestsMissing: Math.min(own.requestsMissing, best.requestsMissing) };
}

/**
 * Clears what did not grow while several endpoints were driven together, for each endpoint by its own number of
 * requests. Only blocks of an endpoint alone accuse it.
 *
 * @param judged by the blocks of each endpoint alone.
 * @param isOver no further block will come.
 */
export function withTogether(
  recording: TargetRecording,
  judged: readonly JudgedEndpoint[],
  settings: AnalysisSettings,
  isOver: boolean,
): readonly JudgedEndpoint[] {
  const driven = judged.filter(({ alone }) => alone.length > 0);
  const chargesOf = chargeEndpoints(
    blockGroups(recording),
    new Map(driven.map(({ endpoint, alone }) => [endpoint, alone])),
  );
  return judged.map((each) => {
    const { endpoint, driven } = each;
    const charges = chargesOf(endpoint);
    if (charges === null) return each;
    const judge = (own: MetricJudgement): MetricJudgement =>
      isSettled(own)
        ? own
        : judgeCharged(own, driven, charges, judgingContext(recording, endpoint, own.metric, settings, isOver));
    return { ...each, metrics: each.metrics.map(judge) };
  });
}
