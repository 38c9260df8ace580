import type { AnalysisSettings } from '../../model/analysis-settings.js';
import type { TargetRecording } from '../../model/recording.js';
import { growthDuring, requestsTo, returnedShare, soften } from './cool-down.js';
import { budgetFor, type Hold, heldByTimers, isHoldUnknown, longestTimerWaitMs } from './held-by-timers.js';
import type { MetricJudgement } from './metric-judgement.js';
import { untilLastWait } from './until-last-wait.js';

/** The judgement as it stood when the latest wait was over, if that had cleared the metric. */
function clearedByWait(
  recording: TargetRecording,
  endpoint: string,
  judgement: MetricJudgement,
): MetricJudgement | null {
  const then = untilLastWait(recording);
  if (then === null) return null;
  const { metric } = judgement;
  const grown = then.target.endpoints.reduce((sum, id) => sum + Math.max(0, growthDuring(then, id, metric)), 0);
  const past = { ...judgement, growth: growthDuring(then, endpoint, metric) };
  const softened = soften(past, returnedShare(then, metric, grown), requestsTo(then, endpoint), false);
  return softened.verdict === 'clean' ? { ...softened, growth: judgement.growth } : null;
}

const seconds = (ms: number): number => Math.ceil(ms / 1000);

function heldReason({ delayMs }: Hold, longestWaitMs: number): string {
  const held = `Requests leave timers behind that fire after up to ${seconds(delayMs)} s, and what grew may go with them.`;
  if (delayMs <= longestWaitMs) return held;
  return `${held} Waiting for them takes a budget of ${seconds(budgetFor(delayMs))} s.`;
}

const unknowableReason =
  "The target's Node.js does not tell which timers wait to fire, so nobody can know whether they hold what grew.";

function awaitTimers(
  recording: TargetRecording,
  endpoint: string,
  judgement: MetricJudgement,
  longestWaitMs: number,
  isOver: boolean,
): MetricJudgement {
  if (judgement.verdict === 'clean') return judgement;
  if (isHoldUnknown(recording, judgement)) {
    const isAccused = judgement.verdict === 'leaking';
    return isAccused
      ? { ...judgement, verdict: 'inconclusive', isUnknowable: true, reason: unknowableReason }
      : judgement;
  }
  const hold = heldByTimers(recording, endpoint, judgement, isOver);
  if (hold === null) return judgement;
  if (hold.isEarly) {
    const cleared = clearedByWait(recording, endpoint, judgement);
    if (cleared !== null) return cleared;
  }
  const wait = { isHeld: true, ...(hold.isEarly ? {} : { heldForMs: hold.leftMs }) } as const;
  // What is open when time is up may clear itself by what comes back.
  if (judgement.verdict === 'inconclusive')
    return isOver && judgement.unit === 'bytes' ? { ...judgement, ...wait } : judgement;
  if (isOver && hold.isEarly && hold.delayMs <= longestWaitMs) return judgement;
  return { ...judgement, verdict: 'inconclusive', ...wait, reason: heldReason(hold, longestWaitMs) };
}

/**
 * Takes back accusations while timers are pending that may yet give back what grew, or where nobody can know whether
 * there are any. What a wait for them has cleared stays clear until there were many more requests.
 *
 * @param byEndpoint judgements of each endpoint, in the order of the target's endpoints.
 * @param isOver no further block will come.
 */
export function withTimers(
  recording: TargetRecording,
  byEndpoint: readonly (readonly MetricJudgement[])[],
  settings: AnalysisSettings,
  isOver: boolean,
): readonly (readonly MetricJudgement[])[] {
  const longestWaitMs = longestTimerWaitMs(settings);
  return byEndpoint.map((judgements, index) => {
    const endpoint = recording.target.endpoints[index] ?? '';
    return judgements.map((judgement) => awaitTimers(recording, endpoint, judgement, longestWaitMs, isOver));
  });
}
