import type { TargetRecording } from '../../model/recording.js';
import type { EndpointJudgement } from '../judge/judge-endpoint.js';
import { type IdleStep, idledMs } from './plan-cool-down.js';

/** What a timer frees is freed by the code that it calls. */
const afterFiringMs = 250;

/**
 * For a target that is being left alone: waits on until the timers have fired that may give back what would be accused
 * without them.
 *
 * @param judgements as if no further block would come.
 * @param longestWaitMs how long the target may be left alone for them in all.
 * @returns null when there are none, or they take too long.
 */
export function planTimerWait(
  recording: TargetRecording,
  judgements: readonly EndpointJudgement[],
  longestWaitMs: number,
): IdleStep | null {
  const leftMs = longestWaitMs - idledMs(recording);
  const waits = judgements
    .flatMap(({ metrics }) => metrics)
    .flatMap(({ metric, heldForMs = 0 }) => (heldForMs > 0 && heldForMs <= leftMs ? [{ metric, heldForMs }] : []));
  const [longest] = waits.toSorted((a, b) => b.heldForMs - a.heldForMs);
  if (longest === undefined) return null;
  const waitMs = Math.ceil(longest.heldForMs) + afterFiringMs;
  return {
    kind: 'idle',
    waitMs,
    reason: `waiting for timers that may take back ${longest.metric}`,
    looksAtTimers: false,
  };
}
