import { targetSettings } from '../analysis/target-settings.js';
import type { AnalysisSettings } from '../model/analysis-settings.js';
import type { Endpoint } from '../model/endpoint.js';
import type { LoadGenerator } from '../model/load.js';
import type { TargetRecording } from '../model/recording.js';
import type { Target } from '../model/target.js';
import type { SamplingWorld } from '../sampling/world.js';
import type { RecordingContext } from './run-context.js';
import { targetCrashed } from './run-messages.js';

/** One target's experiment: what to drive, how to reach it, and how far it came. */
export interface Experiment {
  readonly context: RecordingContext;
  readonly target: Target;
  readonly endpoints: readonly Endpoint[];
  readonly world: SamplingWorld;
  readonly load: LoadGenerator;
  readonly requestTimeoutMs: number;
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

/** Rejects when the target ends by itself; the caller's work loses the race and is called off by `signal`. */
export async function unlessItEnds<T>(
  experiment: Experiment,
  during: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { target, context } = experiment;
  const callOff = new AbortController();
  const crash = target.ended.then((end) => {
    throw targetCrashed(target.name, end, during, target.outputTail());
  });
  try {
    return await Promise.race([work(AbortSignal.any([context.signal, callOff.signal])), crash]);
  } finally {
    callOff.abort();
  }
}
