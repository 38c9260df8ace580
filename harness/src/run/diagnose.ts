import { analyzeTarget } from '../analysis/analyze.js';
import { resolveEvidence } from '../attribution/resolve-evidence.js';
import type { ResolvedTarget } from '../config/resolved-config.js';
import { createLoadGenerator } from '../load/load-generator.js';
import type { Endpoint } from '../model/endpoint.js';
import type { EvidenceRecord } from '../model/evidence.js';
import type { TargetRecording } from '../model/recording.js';
import type { Finding } from '../model/result.js';
import type { RunningService } from '../model/service.js';
import type { Target } from '../model/target.js';
import { startTarget } from '../target/start-target.js';
import type { DiagnoseBudget, DiagnoseMode } from './diagnose-budget.js';
import { type DiagnoseScene, type Observed, observeEndpoint } from './diagnose-endpoint.js';
import { diagnoseFailed, diagnoseOutOfTime, diagnoseSkipped } from './diagnose-messages.js';
import { planDiagnosis } from './diagnose-plan.js';
import { type SpawnLaunch, serviceVariables, spawnSpec } from './launch-target.js';
import { type RecordingContext, warn } from './run-context.js';

/** One endpoint that leaks, and what has to be explained. */
export interface Leak {
  readonly endpoint: Endpoint;
  readonly findings: readonly Finding[];
}

export interface DiagnoseSetting {
  readonly config: ResolvedTarget;
  readonly services: readonly RunningService[];
  readonly requestTimeoutMs: number;
  readonly budget: DiagnoseBudget;
}

function recordingOf(context: RecordingContext, name: string): TargetRecording | undefined {
  return context.recording.current().targets.find(({ target }) => target.name === name);
}

/** What leaks and is not accepted; with `always` accepted leaks too. */
function leaksOf(context: RecordingContext, recording: TargetRecording, config: ResolvedTarget, mode: DiagnoseMode) {
  const { endpoints } = analyzeTarget(context.recording.current().header, recording);
  return endpoints.flatMap(({ id, findings }): readonly Leak[] => {
    const open = findings.filter(({ ignored }) => mode === 'always' || ignored === null);
    const endpoint = config.endpoints.find((candidate) => candidate.id === id);
    return endpoint === undefined || open.length === 0 ? [] : [{ endpoint, findings: open }];
  });
}

function startInstrumented(
  context: RecordingContext,
  setting: DiagnoseSetting,
  launch: SpawnLaunch,
  signal: AbortSignal,
) {
  const environment = { ...context.environment, ...serviceVariables(setting.services) };
  const spec = { ...spawnSpec(setting.config, launch, environment), agentMode: 'diagnose' } as const;
  return startTarget(spec, { signal, onWarning: () => undefined });
}

function sceneOf(context: RecordingContext, setting: DiagnoseSetting, target: Target, leak: Leak, signal: AbortSignal) {
  const diagnosis = target.agents?.diagnosis;
  if (!diagnosis) throw new Error(`${target.name} does not run Leakline's agent.`);
  const { services, requestTimeoutMs } = setting;
  return {
    world: { target, services, probes: { atFloors: [], atSamples: [] }, clock: context.clock },
    diagnosis,
    load: createLoadGenerator(target.baseUrl),
    endpoint: leak.endpoint,
    connections: context.recording.current().header.settings.connections,
    requestTimeoutMs,
    signal,
  } satisfies DiagnoseScene;
}

async function toRecord(
  context: RecordingContext,
  name: string,
  leak: Leak,
  observed: Observed,
  pid: number,
): Promise<EvidenceRecord> {
  const growths = await observed.growths;
  return {
    type: 'evidence',
    target: name,
    endpoint: leak.endpoint.id,
    atMs: context.elapsedMs(),
    requests: observed.evidence.requests,
    metrics: leak.findings.map(({ metric }) => metric),
    ...resolveEvidence({ ...observed.evidence, growths }, pid, process.cwd()),
    limits: observed.limits,
  };
}

export async function observeLeak(
  context: RecordingContext,
  setting: DiagnoseSetting,
  launch: SpawnLaunch,
  leak: Leak,
  signal: AbortSignal,
): Promise<EvidenceRecord> {
  const { name } = setting.config;
  const recording = recordingOf(context, name);
  if (recording === undefined) throw new Error(`The recording does not name the target ${name}.`);
  const target = await startInstrumented(context, setting, launch, signal);
  let observed: Observed;
  try {
    const scene = sceneOf(context, setting, target, leak, signal);
    const ended = target.ended.then(({ exitCode, signal: killedBy }) => {
      throw new Error(`${name} ended (${killedBy ?? `exit code ${exitCode}`}) while it was driven.`);
    });
    observed = await Promise.race([observeEndpoint(scene, planDiagnosis(recording, leak.findings)), ended]);
  } finally {
    await target.stop();
  }
  return toRecord(context, name, leak, observed, target.pid);
}

async function diagnoseLeak(
  context: RecordingContext,
  setting: DiagnoseSetting,
  launch: SpawnLaunch,
  leak: Leak,
  shareMs: number,
): Promise<void> {
  const { name } = setting.config;
  const timeout = AbortSignal.timeout(shareMs);
  const signal = AbortSignal.any([context.signal, timeout]);
  try {
    context.recording.append(await observeLeak(context, setting, launch, leak, signal));
  } catch (error) {
    if (context.signal.aborted) return;
    const { id } = leak.endpoint;
    warn(context, name, timeout.aborted ? diagnoseOutOfTime(id, shareMs) : diagnoseFailed(id, error));
  }
}

/**
 * Looks for the lines behind a target's leaks: for each leaking endpoint a fresh, instrumented process, driven for a
 * moment. What it sees is recorded as evidence; it changes no verdict, and its failure is a warning.
 */
export async function diagnoseTarget(context: RecordingContext, setting: DiagnoseSetting): Promise<void> {
  const { config, budget } = setting;
  const { launch, name } = config;
  const recording = recordingOf(context, name);
  if (budget.mode === 'never' || launch.kind !== 'spawn' || !launch.agent || recording === undefined) return;
  const leaks = leaksOf(context, recording, config, budget.mode);
  for (const [index, leak] of leaks.entries()) {
    if (context.signal.aborted) return;
    const shareMs = budget.share(leaks.length - index);
    if (shareMs === null) {
      warn(context, name, diagnoseSkipped(leaks.slice(index).map(({ endpoint }) => endpoint.id)));
      return;
    }
    context.emit({ type: 'diagnose-start', target: name, endpoint: leak.endpoint.id });
    await budget.spend(() => diagnoseLeak(context, setting, launch, leak, shareMs));
  }
}
