import type { AnalysisSettings } from '../../model/analysis-settings.js';
import type { MetricId } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import { growthDuring, requestsTo, returnedShare, soften } from './cool-down.js';
import { budgetFor, type Hold, heldByTimers, isHoldUnknown, longestTimerWaitMs } from './held-by-timers.js';
import type { MetricJudgement } from './metric-judgement.js';
import { rememberByMetric } from './remember-by-metric.js';
import { untilLastWait } from './until-last-wait.js';

/** The recording as it stood when the latest wait was over, and how much of each metric's growth had come back. */
interface PastWait {
  readonly then: TargetRecording;
  readonly returnedShare: (metric: MetricId) => number;
}

function pastWait(recording: TargetRecording): PastWait | null {
  const then = untilLastWait(recording);
  if (then === null) return null;
  const grown = (metric: MetricId): number =>
    then.target.endpoints.reduce((sum, id) => sum + Math.max(0, growthDuring(then, id, metric)), 0);
  return { then, returnedShare: rememberByMetric((metric) => returnedShare(then, metric, grown(metric))) };
}

/** The judgement as it stood when the latest wait was over, if that had cleared the metric. */
function clearedByWait(past: PastWait | null, endpoint: string, judgement: MetricJudgement): MetricJudgement | null {
  if (past === null) return null;
  const { then } = past;
  const { metric } = judgement;
  const asThen = { ...judgement, growth: growthDuring(then, endpoint, metric) };
  const softened = soften(asThen, past.returnedShare(metric), requestsTo(then, endpoint), false);
  return softened.verdict === 'clean' ? { ...softened, growth: judgement.growth } : null;
}

/** What is the same for every judgement of a target. */
interface Waiting {
  readonly recording: TargetRecording;
  readonly past: PastWait | null;
  readonly longestWaitMs: number;
  readonly isOver: boolean;
}

const seconds = (ms: number): number => Math.ceil(ms / 1000);

function heldReason({ delayMs }: Hold, longestWaitMs: number): string {
  const held = `Requests leave timers behind that fire after up to ${seconds(delayMs)} s, and what grew may go with them.`;
  if (delayMs <= longestWaitMs) return held;
  return `${held} Waiting for them takes a budget of ${seconds(budgetFor(delayMs))} s.`;
}

const unknowableReason =
  "The target's Node.js does not tell which timers wait to fire, so nobody can know whether they hold what grew.";

function awaitTimers(waiting: Waiting, endpoint: string, judgement: MetricJudgement): MetricJudgement {
  const { recording, past, longestWaitMs, isOver } = waiting;
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
    const cleared = clearedByWait(past, endpoint, judgement);
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
  const waiting = { recording, past: pastWait(recording), longestWaitMs: longestTimerWaitMs(settings), isOver };
  return byEndpoint.map((judgements, index) => {
    const endpoint = recording.target.endpoints[index] ?? '';
    return judgements.map((judgement) => awaitTimers(waiting, endpoint, judgement));
  });
}
