import type { AnalysisSettings } from '../../model/analysis-settings.js';
import type { TargetRecording } from '../../model/recording.js';
import { type ClearedAtWait, clearedAtWait } from './cool-down.js';
import type { JudgedEndpoint } from './judge-metrics.js';
import type { MetricJudgement } from './metric-judgement.js';
import {
  areTimersUnknown,
  budgetFor,
  longestTimerWaitMs,
  type PendingTimers,
  pendingTimers,
} from './pending-timers.js';

/** What is the same for every judgement of a target. */
interface Deferring {
  readonly recording: TargetRecording;
  /** Null where nothing was waited for. */
  readonly clearedBefore: ClearedAtWait | null;
  readonly longestWaitMs: number;
  readonly isOver: boolean;
}

const seconds = (ms: number): number => Math.ceil(ms / 1000);

function pendingReason({ delayMs }: PendingTimers, longestWaitMs: number): string {
  const held = `Requests leave timers behind that fire after up to ${seconds(delayMs)} s, and what grew may go with them.`;
  if (delayMs <= longestWaitMs) return held;
  return `${held} Waiting for them takes a budget of ${seconds(budgetFor(delayMs))} s.`;
}

const unknowableReason =
  "The target's runtime does not tell which timers wait to fire, so nobody can know whether they hold what grew.";

/**
 * Defers the verdict on one metric while timers are pending. What is inconclusive when time is up may still be cleared
 * by a wait for them, so memory gets the marks that ask for a wait.
 */
function deferJudgement(deferring: Deferring, endpoint: string, judgement: MetricJudgement): MetricJudgement {
  const { recording, clearedBefore, longestWaitMs, isOver } = deferring;
  const { verdict, unit } = judgement;
  if (verdict === 'clean') return judgement;
  if (areTimersUnknown(recording, judgement)) {
    if (verdict !== 'leaking') return judgement;
    return { ...judgement, verdict: 'inconclusive', isUnknowable: true, reason: unknowableReason };
  }
  const pending = pendingTimers(recording, endpoint, judgement, isOver);
  if (pending === null) return judgement;
  const cleared = pending.isEarly ? (clearedBefore?.(endpoint, judgement) ?? null) : null;
  if (cleared !== null) return cleared;
  const marks = { hasPendingTimers: true, ...(pending.isEarly ? {} : { timersDueInMs: pending.leftMs }) } as const;
  if (verdict === 'inconclusive') return isOver && unit === 'bytes' ? { ...judgement, ...marks } : judgement;
  if (isOver && pending.isEarly && pending.delayMs <= longestWaitMs) return judgement;
  return { ...judgement, verdict: 'inconclusive', ...marks, reason: pendingReason(pending, longestWaitMs) };
}

/**
 * Takes back accusations while timers are pending that may yet free what grew, or where nobody can know whether there are
 * any. What a wait for them has cleared stays clear until there were many more requests.
 *
 * @param atLastWait the recording as it stood when the latest wait was over; null where nothing was waited for.
 * @param isOver no further block will come.
 */
export function deferForTimers(
  recording: TargetRecording,
  atLastWait: TargetRecording | null,
  judged: readonly JudgedEndpoint[],
  settings: AnalysisSettings,
  isOver: boolean,
): readonly JudgedEndpoint[] {
  const clearedBefore = atLastWait === null ? null : clearedAtWait(atLastWait);
  const deferring = { recording, clearedBefore, longestWaitMs: longestTimerWaitMs(settings), isOver };
  return judged.map((endpoint) => ({
    ...endpoint,
    metrics: endpoint.metrics.map((judgement) => deferJudgement(deferring, endpoint.endpoint, judgement)),
  }));
}
