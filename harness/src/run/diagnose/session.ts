import type { ResolvedTarget, TargetLaunch } from '../../config/resolved-config.js';
import type { LoadGenerator } from '../../model/load.js';
import type { RunningService } from '../../model/service.js';
import type { AgentDiagnosis, Target } from '../../model/target.js';
import { startTarget } from '../../target/start-target.js';
import type { TargetHooks, TargetSpec } from '../../target/target-spec.js';
import { attach, spawnSpec } from '../launch/launch-target.js';
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
  /** The process in use, or a fresh one when there is none or it was used for enough passes. */
  take(signal: AbortSignal): Promise<DiagnoseSession>;
  /** Stops the process in use in the background, e.g. because a pass over it failed. */
  drop(): void;
  /** Resolves when every process has ended. */
  stop(): Promise<void>;
}

/** A pass is planned with a quarter of the room that a fresh process has before a limit. More passes would reach it. */
const passesPerProcess = 4;

const startDiagnosed = (spec: TargetSpec, hooks: TargetHooks): Promise<Target> =>
  startTarget({ ...spec, agentMode: 'diagnose' }, hooks);

async function startSession(
  context: RecordingContext,
  { config, services, requestTimeoutMs }: DiagnoseSetting,
  launch: TargetLaunch,
  signal: AbortSignal,
): Promise<DiagnoseSession> {
  const hooks = { signal, onWarning: () => undefined };
  const target =
    launch.kind === 'attach'
      ? await attach(config, launch, { mode: 'diagnose', countsAnswers: false }, hooks)
      : await startDiagnosed(spawnSpec(config, launch, context.environment, services), hooks);
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
  return {
    take: async (signal) => {
      if (passes >= passesPerProcess) drop();
      if (current === null) {
        // In a running process one agent has to leave before the next one comes.
        if (launch.kind === 'attach') await Promise.all(stopping);
        current = await startSession(context, setting, launch, signal);
        passes = 0;
      }
      passes += 1;
      return current;
    },
    drop,
    stop: async () => {
      drop();
      await Promise.all(stopping);
    },
  };
}
