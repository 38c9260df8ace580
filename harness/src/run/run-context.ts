import type { RunEvent } from '../model/events.js';
import type { Warning } from '../model/result.js';
import { type Clock, systemClock } from '../platform/clock.js';
import type { Secret } from '../platform/secrets/secret.js';
import type { RecordingWriter } from '../recording/recording-writer.js';

/** What the steps of a run share: time, the way out, and whom to tell. */
export interface RunContext {
  readonly clock: Clock;
  /** Aborts when the user interrupts. */
  readonly signal: AbortSignal;
  readonly seed: number;
  /** What targets inherit: the variables of whoever started the run. */
  readonly environment: Readonly<Record<string, string>>;
  emit(event: RunEvent): void;
  /** Takes what has become known and must not be written down, such as the token of a login. */
  learn(secrets: readonly Secret[]): void;
  /** Milliseconds since the run began. */
  elapsedMs(): number;
}

/** A context once the recording is open. */
export interface RecordingContext extends RunContext {
  readonly recording: RecordingWriter;
}

/** Records a reason to doubt the instrument and tells the reporters. */
export function warn(context: RecordingContext, target: string | null, { code, message }: Warning): void {
  context.recording.append({ type: 'event', target, atMs: context.elapsedMs(), code, message });
  context.emit({ type: 'warning', target, warning: { code, message } });
}

/** Variables that are set. */
export const definedOnly = (environment: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/** A context for what is started to be asked something: nothing of it is measured or told. */
export function createQuietContext(
  {
    environment,
    signal,
  }: { readonly environment: Readonly<Record<string, string | undefined>>; readonly signal: AbortSignal },
  learn: RunContext['learn'],
): RunContext {
  return {
    clock: systemClock,
    signal,
    seed: 0,
    environment: definedOnly(environment),
    emit: () => undefined,
    learn,
    elapsedMs: () => 0,
  };
}
