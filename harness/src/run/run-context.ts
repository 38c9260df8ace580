import type { ComposeLaunch } from '../config/resolved-config.js';
import type { RunEvent } from '../model/events.js';
import type { Warning } from '../model/result.js';
import { type Clock, systemClock } from '../platform/clock.js';
import type { Secret } from '../platform/secrets/secret.js';
import type { RecordingWriter } from '../recording/recording-writer.js';
import type { ComposeProject } from '../target/container/compose-project.js';

/** What the steps of a run share: the clock, the signal that ends the run, and the functions that report. */
export interface RunContext {
  readonly clock: Clock;
  /** Aborts when the user interrupts. */
  readonly signal: AbortSignal;
  readonly seed: number;
  /** The variables that targets inherit: those of the process that started the run. */
  readonly environment: Readonly<Record<string, string>>;
  emit(event: RunEvent): void;
  /** Takes secrets that became known during the run, such as the token of a login. They must not be written down. */
  learn(secrets: readonly Secret[]): void;
  /** Milliseconds since the run began. */
  elapsedMs(): number;
}

/** The context of a run whose recording is open. */
export interface RecordingContext extends RunContext {
  readonly recording: RecordingWriter;
  /** The compose files that targets of the run name. */
  readonly projects: { projectOf(launch: ComposeLaunch): ComposeProject };
}

/** Records a warning and reports it. */
export function warn(context: RecordingContext, target: string | null, { code, message }: Warning): void {
  context.recording.append({ type: 'event', target, atMs: context.elapsedMs(), code, message });
  context.emit({ type: 'warning', target, warning: { code, message } });
}

/** The variables that have a value. */
export const definedOnly = (environment: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/**
 * A context for a service that is started only to be asked something. Nothing is measured, and reporters are told
 * nothing.
 */
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
