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

/** The experiment with one target: what to drive, how to reach it, and how far it has come. */
export interface Experiment {
  readonly context: RecordingContext;
  readonly target: Target;
  readonly endpoints: readonly Endpoint[];
  readonly world: SamplingWorld;
  readonly load: LoadGenerator;
  readonly requestTimeoutMs: number;
  /** When the target was ready and the user's probes were read once, in milliseconds since the run began. */
  readonly readyAtMs: number;
  /** Units sent so far, which floors and samples record, and the next number for `{n}`. */
  readonly progress: { requests: number; nextN: number };
}

export function recordingOf({ context, target }: Experiment): TargetRecording {
  const found = context.recording.current().targets.find((recorded) => recorded.target.name === target.name);
  if (found === undefined) throw new Error(`The recording's header does not name the target ${target.name}.`);
  return found;
}

export const settingsOf = (experiment: Experiment): AnalysisSettings =>
  targetSettings(experiment.context.recording.current().header.settings, recordingOf(experiment));

/** Rejects when the experiment has to be given up. */
async function overdue(experiment: Experiment, during: string, plannedMs: number, signal: AbortSignal): Promise<never> {
  const { context, target, readyAtMs } = experiment;
  const { budgetMs } = settingsOf(experiment);
  const { settings } = context.recording.current().header;
  const leftMs = overdueAtMs(recordingOf(experiment), settings, readyAtMs) + plannedMs - context.elapsedMs();
  // Real time, not the clock of the plan, because this limits how long the run may really wait.
  await delay(Math.max(0, leftMs), undefined, { signal });
  throw targetOverdue(target.name, budgetMs, during);
}

/**
 * Does the work. Rejects when the target ends by itself meanwhile, or when it keeps the run waiting beyond its limit.
 * Then `signal` calls the work off.
 *
 * @param plannedMs how long the work takes in any case. The limit is later by this time.
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
  // It may reject after the race is over. This must not be an unhandled rejection.
  late.catch(() => undefined);
  try {
    return await Promise.race([work(AbortSignal.any([context.signal, callOff.signal])), crash, late]);
  } finally {
    callOff.abort();
  }
}
