import type { AnalysisSettings } from '../../model/analysis-settings.js';
import type { TargetRecording } from '../../model/recording.js';
import { falseVerdict } from '../statistics/anytime-rate.js';
import { holmRejections } from '../statistics/holm.js';
import { withDeath } from './at-death.js';
import { withTimers } from './await-timers.js';
import { withCoolDown } from './cool-down.js';
import { concludeEndpoint, type EndpointJudgement, judgeMetrics } from './judge-endpoint.js';
import { withTogether } from './judge-together.js';
import type { MetricJudgement } from './metric-judgement.js';
import { untilLastWait } from './until-last-wait.js';

const amongManyTests = 'Likely grows, but not beyond doubt among this many tests.';

/**
 * Keeps the chance of ever accusing even one of all endpoints and metrics of a target falsely at `falseVerdict`, where a
 * statistic decided (Holm, over p-values that hold at every look). Exact counts carry no p-value and are left alone. What
 * would be accused alone is looked at longer, resident memory included, which alone keeps no endpoint from being clean.
 */
function withFamilyControl(
  byEndpoint: readonly (readonly MetricJudgement[])[],
  isOver: boolean,
): readonly (readonly MetricJudgement[])[] {
  const tested = byEndpoint.flat().filter(({ pValue }) => pValue !== null);
  const rejections = holmRejections(
    tested.map(({ pValue }) => pValue ?? 1),
    falseVerdict,
  );
  const unproven = new Set(tested.filter((_, index) => rejections[index] === false));
  return byEndpoint.map((judgements) =>
    judgements.map((judgement) =>
      judgement.verdict === 'leaking' && unproven.has(judgement)
        ? { ...judgement, verdict: 'inconclusive', needsMore: !isOver, reason: amongManyTests }
        : judgement,
    ),
  );
}

/** Judges every endpoint of a target from what is recorded so far. Pure: live runs and `analyze` both call this. */
export function judgeTarget(
  recording: TargetRecording,
  settings: AnalysisSettings,
  isOver: boolean,
): readonly EndpointJudgement[] {
  const { endpoints } = recording.target;
  const judged = endpoints.map((endpoint) => judgeMetrics(recording, endpoint, settings, isOver));
  const softened = withCoolDown(recording, withFamilyControl(judged, isOver), isOver);
  const alone = withTimers(recording, softened, settings, isOver);
  const controlled = withTogether(recording, alone, settings, isOver);
  const hasFailed = (recording.end?.failure ?? null) !== null;
  const proven = hasFailed ? withDeath(recording, controlled, judgeUntilWait(recording, settings)) : controlled;
  return endpoints.map((endpoint, index) => concludeEndpoint(recording, endpoint, proven[index] ?? [], settings));
}

/** What was judged when the latest wait was over, as if that had been the end; empty where there was none. */
function judgeUntilWait(recording: TargetRecording, settings: AnalysisSettings): readonly EndpointJudgement[] {
  const waited = untilLastWait(recording);
  return waited === null ? [] : judgeTarget(waited, settings, true);
}
