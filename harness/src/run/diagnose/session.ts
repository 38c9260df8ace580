import type { ResolvedTarget, TargetLaunch } from '../../config/resolved-config.js';
import type { LoadGenerator } from '../../model/load.js';
import type { RunningService } from '../../model/service.js';
import type { AgentDiagnosis, Target } from '../../model/target.js';
import { launchApp } from '../launch/launch-target.js';
import { createClients } from '../launch/open-clients.js';
import type { RecordingContext } from '../run-context.js';

/** What every pass over a target has in common. */
export interface DiagnoseSetting {
  readonly config: ResolvedTarget;
  readonly services: readonly RunningService[];
  readonly requestTimeoutMs: number;
}

/** An instrumented process of the target: a fresh one, or the running one where Leakline was let into it. */
export interface DiagnoseSession {
  readonly target: Target;
  readonly diagnosis: AgentDiagnosis;
  readonly load: LoadGenerator;
}

/** Keeps one instrumented process for several passes. */
export interface SessionKeeper {
  /** Starts the process that the next `take` gives, where that takes long enough to be done ahead. */
  prepare(signal: AbortSignal): Promise<void>;
  /** The process in use, or a fresh one when there is none or it was used for enough passes. */
  take(signal: AbortSignal): Promise<DiagnoseSession>;
  /** Stops the process in use in the background, e.g. because a pass over it failed. */
  drop(): void;
  /** Resolves when every process has ended. */
  stop(): Promise<void>;
}

/** A pass is planned with a quarter of the room that a fresh process has before a limit. More passes would reach it. */
const passesPerProcess = 4;

async function startSession(
  context: RecordingContext,
  { config, services, requestTimeoutMs }: DiagnoseSetting,
  launch: TargetLaunch,
  signal: AbortSignal,
): Promise<DiagnoseSession> {
  const hooks = { signal, onWarning: () => undefined };
  const target = await launchApp(
    context,
    config,
    services,
    { mode: 'diagnose', port: launch.kind === 'spawn' ? launch.port : null },
    hooks,
  );
  const diagnosis = target.agents?.diagnosis ?? null;
  try {
    if (diagnosis === null) throw new Error(`${config.name} does not run Leakline's agent.`);
    const clients = await createClients(context, config, target, { timeoutMs: requestTimeoutMs, isRepeated: true });
    await clients.sessions.open(context.recording.current().header.settings.connections, signal);
    return { target, diagnosis, load: clients.load };
  } catch (error) {
    await target.stop();
    throw error;
  }
}

export function createSessionKeeper(
  context: RecordingContext,
  setting: DiagnoseSetting,
  launch: TargetLaunch,
): SessionKeeper {
  let current: DiagnoseSession | null = null;
  let passes = 0;
  const stopping: Promise<unknown>[] = [];
  const drop = (): void => {
    if (current !== null) stopping.push(current.target.stop());
    current = null;
  };
  async function provide(signal: AbortSignal): Promise<DiagnoseSession> {
    if (passes >= passesPerProcess) drop();
    if (current !== null) return current;
    // In a running process one agent has to leave before the next one comes.
    if (launch.kind === 'attach' || launch.kind === 'container') await Promise.all(stopping);
    passes = 0;
    current = await startSession(context, setting, launch, signal);
    return current;
  }

  return {
    prepare: async (signal) => {
      if (launch.kind === 'compose') await provide(signal);
    },
    take: async (signal) => {
      const session = await provide(signal);
      passes += 1;
      return session;
    },
    drop,
    stop: async () => {
      drop();
      await Promise.all(stopping);
    },
  };
}
