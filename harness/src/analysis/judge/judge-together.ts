import type { AnalysisSettings } from '../../model/analysis-settings.js';
import { metricDefinition } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import { drivenBlocks } from '../endpoint-blocks.js';
import { hasFreshInput } from '../fresh-inputs.js';
import { toleranceFor } from '../metric-rules.js';
import { type ChargedSeries, type Charges, openCharges } from './charged-blocks.js';
import { judgeAtRest } from './judge-at-rest.js';
import { judgeBytes } from './judge-bytes.js';
import { judgeCount } from './judge-count.js';
import { judgeWitness } from './judge-witness.js';
import type { JudgingContext, MetricJudgement } from './metric-judgement.js';
import { coarsestBound } from './reached-bound.js';

/** What grew together is nobody's yet: no accusation, no line to draw. */
function withoutAccusation({ estimatedOver: _ofAll, ...judgement }: MetricJudgement): MetricJudgement {
  if (judgement.verdict !== 'leaking') return judgement;
  const reason = 'Grew while several endpoints were driven together: whose it is shows when each is driven alone.';
  return { ...judgement, verdict: 'inconclusive', reason };
}

function judgeSeries(judgement: MetricJudgement, series: ChargedSeries, context: JudgingContext): MetricJudgement {
  const { metric, unit } = judgement;
  const judge = unit === 'bytes' ? judgeBytes : judgeCount;
  return judge(metric, series(metric), context);
}

/** What was driven together can say no more: neither accuse nor take back, nor tell what nobody can know. */
const isSettled = ({ verdict, bound, isUnknowable, heldForMs }: MetricJudgement): boolean =>
  verdict === 'leaking' ||
  (verdict === 'clean' && bound?.isFull !== false) ||
  isUnknowable === true ||
  heldForMs !== undefined;

/** Clean by few requests alone, and by many beside others: the more of them, the surer. */
const surer = (own: MetricJudgement, charged: MetricJudgement): MetricJudgement =>
  charged.verdict === 'clean' && (charged.bound?.perRequest ?? 0) < (own.bound?.perRequest ?? 0) ? charged : own;

/** The judgement of one metric in the light of what was driven together. */
function judgeCharged(
  recording: TargetRecording,
  endpoint: string,
  own: MetricJudgement,
  charges: Charges,
  context: JudgingContext,
): MetricJudgement {
  if (metricDefinition(own.metric)?.role === 'last-witness') {
    return charges.isAlone ? own : withoutAccusation(judgeWitness(own.metric, charges.groups(own.metric), context));
  }
  const driven = drivenBlocks(recording, endpoint);
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
 * Clears what did not grow while several endpoints were driven together, each by its own number of requests. Only blocks
 * of an endpoint alone accuse it.
 *
 * @param byEndpoint judgements from each endpoint's blocks alone, in the order of the target's endpoints.
 * @param isOver no further block will come.
 */
export function withTogether(
  recording: TargetRecording,
  byEndpoint: readonly (readonly MetricJudgement[])[],
  settings: AnalysisSettings,
  isOver: boolean,
): readonly (readonly MetricJudgement[])[] {
  const isTimeUp = isOver && recording.end?.reason !== 'failed';
  const { endpoints } = recording.target;
  const chargesOf = openCharges(recording);
  return byEndpoint.map((judgements, index) => {
    const endpoint = endpoints[index] ?? '';
    const charges = chargesOf(endpoint);
    if (charges === null) return judgements;
    return judgements.map((own) => {
      if (isSettled(own)) return own;
      const context = {
        tolerance: toleranceFor(own.metric, settings.tolerances),
        isHeadroomSpent: false,
        hasFreshInput: hasFreshInput(recording, endpoint),
        isOver,
        ...(isTimeUp ? coarsestBound(own.metric, settings) : {}),
      };
      return judgeCharged(recording, endpoint, own, charges, context);
    });
  });
}
