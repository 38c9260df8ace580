import { setTimeout as delay } from 'node:timers/promises';
import { targetSettings } from '../../analysis/target-settings.js';
import type { AnalysisSettings } from '../../model/analysis-settings.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { LoadGenerator } from '../../model/load.js';
import type { TargetRecording } from '../../model/recording.js';
import type { Target } from '../../model/target.js';
import type { SamplingWorld } from '../../sampling/world.js';
import type { RecordingContext } from '../run-context.js';
import { targetCrashed, targetOverdue } from '../run-messages.js';
import { overdueAtMs } from './time-limits.js';

/** One target's experiment: what to drive, how to reach it, and how far it came. */
export interface Experiment {
  readonly context: RecordingContext;
  readonly target: Target;
  readonly endpoints: readonly Endpoint[];
  readonly world: SamplingWorld;
  readonly load: LoadGenerator;
  readonly requestTimeoutMs: number;
  /** When the target was ready, in milliseconds since the run began. */
  readonly readyAtMs: number;
  /** Units sent so far, read by the continuous sampler; and the next number for `{n}`. */
  readonly progress: { requests: number; nextN: number };
}

export function recordingOf({ context, target }: Experiment): TargetRecording {
  const found = context.recording.current().targets.find((recorded) => recorded.target.name === target.name);
  if (found === undefined) throw new Error(`The recording's header does not name the target ${target.name}.`);
  return found;
}

export const settingsOf = (experiment: Experiment): AnalysisSettings =>
  targetSettings(experiment.context.recording.current().header.settings, recordingOf(experiment));

/** Rejects once the experiment is given up. */
async function overdue(experiment: Experiment, during: string, plannedMs: number, signal: AbortSignal): Promise<never> {
  const { context, target, readyAtMs } = experiment;
  const { budgetMs } = settingsOf(experiment);
  const { settings } = context.recording.current().header;
  const leftMs = overdueAtMs(recordingOf(experiment), settings, readyAtMs) + plannedMs - context.elapsedMs();
  // Not the clock of the plan: this is a limit on the world.
  await delay(Math.max(0, leftMs), undefined, { signal });
  throw targetOverdue(target.name, budgetMs, during);
}

/**
 * Rejects when the target ends by itself, or when it keeps the run waiting for longer than any may; the caller's work loses
 * the race and is called off by `signal`.
 *
 * @param plannedMs how long the work lasts in any case.
 */
export async function unlessItEnds<T>(
  experiment: Experiment,
  during: string,
  work: (signal: AbortSignal) => Promise<T>,
  plannedMs = 0,
): Promise<T> {
  const { target, context } = experiment;
  const callOff = new AbortController();
  const crash = target.ended.then((end) => {
    throw targetCrashed(target.name, end, during, target.outputTail());
  });
  const late = overdue(experiment, during, plannedMs, callOff.signal);
  // The losers of the race reject later, unheard.
  late.catch(() => undefined);
  try {
    return await Promise.race([work(AbortSignal.any([context.signal, callOff.signal])), crash, late]);
  } finally {
    callOff.abort();
  }
}
