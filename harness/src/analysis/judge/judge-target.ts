import type { AnalysisSettings } from '../../model/analysis-settings.js';
import type { MetricId } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import { endpointBlocks, type FlooredBlock } from '../endpoint-blocks.js';
import { hasRunIntoLimit } from '../reached-limits.js';
import { falseVerdict } from '../statistics/anytime-rate.js';
import { holmRejections } from '../statistics/holm.js';
import { concludeEndpoint, type EndpointJudgement } from './conclude-endpoint.js';
import { isComingBack, withCoolDown } from './cool-down.js';
import { deferForTimers } from './defer-for-timers.js';
import { type JudgedEndpoint, judgeMetrics } from './judge-metrics.js';
import { withTogether } from './judge-together.js';
import type { MetricJudgement } from './metric-judgement.js';

const amongManyTests = 'Probably grows, but this is not beyond doubt among this many tests.';

/**
 * Controls the family-wise error rate: the chance of a single false accusation among all endpoints and metrics of a
 * target stays at `falseVerdict`, where a statistic decided (Holm, over p-values that hold at every look). Exact counts
 * have no p-value and are left alone. What would be accused without this is looked at longer.
 */
function withFamilyControl(judged: readonly JudgedEndpoint[], isOver: boolean): readonly JudgedEndpoint[] {
  const tested = judged.flatMap(({ metrics }) => metrics).filter(({ pValue }) => pValue !== null);
  const rejections = holmRejections(
    tested.map(({ pValue }) => pValue ?? 1),
    falseVerdict,
  );
  const unproven = new Set(tested.filter((_, index) => rejections[index] === false));
  const judge = (judgement: MetricJudgement): MetricJudgement =>
    judgement.verdict === 'leaking' && unproven.has(judgement)
      ? { ...judgement, verdict: 'inconclusive', needsMore: !isOver, reason: amongManyTests }
      : judgement;
  return judged.map((endpoint) => ({ ...endpoint, metrics: endpoint.metrics.map(judge) }));
}

const unprovenReason = 'Grew, but the target failed before a wait could show whether that comes back.';

/** Whether a metric was accused when the latest wait was over, and gave too little back in it for another wait. */
function stoodTheWait(
  wait: FlooredBlock | undefined,
  endpoint: string,
  metric: MetricId,
  afterWait: readonly EndpointJudgement[],
): boolean {
  const then = afterWait.find((judgement) => judgement.endpoint === endpoint);
  const isAccused = then?.metrics.some((each) => each.metric === metric && each.verdict === 'leaking') ?? false;
  return wait !== undefined && isAccused && !isComingBack(wait, metric, afterWait, 1);
}

/**
 * Keeps an accusation after a failure only where it is certain enough. An accusation needs a wait in which nothing came
 * back, and a target that dies under load leaves no time for one. So it stands in two cases: it stood already when the
 * latest wait was over, or the target died of the very limit that the metric was heading for. Such a death shows more
 * than a wait could: the service does not live with what it holds. Any other death explains no growth.
 *
 * @param afterWait what was judged at the end of the latest wait; empty where there was none.
 */
function withDeath(
  recording: TargetRecording,
  judged: readonly JudgedEndpoint[],
  afterWait: readonly EndpointJudgement[],
): readonly JudgedEndpoint[] {
  const wait = endpointBlocks(recording, null).at(-1);
  return judged.map((each) => {
    const { endpoint, alone } = each;
    const judge = (judgement: MetricJudgement): MetricJudgement => {
      const { verdict, metric } = judgement;
      if (verdict !== 'leaking' || hasRunIntoLimit(recording, alone, metric)) return judgement;
      if (stoodTheWait(wait, endpoint, metric, afterWait)) return judgement;
      return { ...judgement, verdict: 'inconclusive', reason: unprovenReason };
    };
    return { ...each, metrics: each.metrics.map(judge) };
  });
}

/** The recording until the end of its latest wait, as if no failure had followed; null where nothing was waited for. */
function untilLastWait(recording: TargetRecording): TargetRecording | null {
  const { blocks, floors } = recording;
  const last = blocks.findLastIndex(({ endpoint }) => endpoint === null);
  const wait = blocks[last];
  if (wait === undefined) return null;
  return { ...recording, blocks: blocks.slice(0, last + 1), floors: floors.slice(0, wait.floorAfter + 1), end: null };
}

/** Judges every endpoint of a target from what is recorded so far. Pure: live runs and `analyze` both call this. */
export function judgeTarget(
  recording: TargetRecording,
  settings: AnalysisSettings,
  isOver: boolean,
): readonly EndpointJudgement[] {
  const atLastWait = untilLastWait(recording);
  const { endpoints } = recording.target;
  const judged = endpoints.map((endpoint) => judgeMetrics(recording, endpoint, settings, isOver));
  const returned = withCoolDown(recording, withFamilyControl(judged, isOver), isOver);
  const deferred = deferForTimers(recording, atLastWait, returned, settings, isOver);
  const together = withTogether(recording, deferred, settings, isOver);
  const hasFailed = (recording.end?.failure ?? null) !== null;
  // As if the end of the latest wait had been the end of the experiment.
  const afterWait = hasFailed && atLastWait !== null ? judgeTarget(atLastWait, settings, true) : [];
  const proven = hasFailed ? withDeath(recording, together, afterWait) : together;
  return proven.map(({ endpoint, metrics }) => concludeEndpoint(recording, endpoint, metrics, settings));
}
