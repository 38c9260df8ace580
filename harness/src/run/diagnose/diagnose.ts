import { analyzeTarget } from '../../analysis/analyze.js';
import { shareInThreads } from '../../analysis/processes/growth-in-threads.js';
import { type RunProcess, resolveEvidence } from '../../attribution/resolve-evidence.js';
import type { ResolvedTarget } from '../../config/resolved-config.js';
import type { DiagnoseDepth } from '../../model/diagnose-depth.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { EvidenceRecord } from '../../model/evidence.js';
import type { TargetRecording } from '../../model/recording.js';
import type { Finding } from '../../model/result.js';
import type { TargetContainer } from '../../model/target.js';
import { unlessAborted } from '../../platform/unless-aborted.js';
import { toHere } from '../../target/container/inside-view.js';
import { budgetEndsMs, diagnoseEndMs } from '../experiment/time-limits.js';
import { commandText } from '../launch/launch-target.js';
import { type RecordingContext, warn } from '../run-context.js';
import type { DiagnoseBudget, DiagnoseMode } from './budget.js';
import {
  diagnoseFailed,
  diagnoseOutOfTime,
  diagnoseSkipped,
  diagnoseTooLate,
  noAgentToAsk,
  notOursToStart,
} from './diagnose-messages.js';
import { type Observed, observeEndpoint } from './observe-endpoint.js';
import { type DiagnosePlan, planDiagnosis } from './plan.js';
import type { DiagnoseScene } from './scene.js';
import { createSessionKeeper, type DiagnoseSession, type DiagnoseSetting, type SessionKeeper } from './session.js';

/** One endpoint that leaks, with the findings that have to be explained. */
interface Leak {
  readonly endpoint: Endpoint;
  readonly findings: readonly Finding[];
  readonly plan: DiagnosePlan;
}

const depths: readonly DiagnoseDepth[] = ['counts', 'buffers', 'heap'];

function recordingOf(context: RecordingContext, name: string): TargetRecording | undefined {
  return context.recording.current().targets.find(({ target }) => target.name === name);
}

/**
 * The leaks to look at: those that are not accepted, with `always` the accepted ones too. Counts come first, because
 * they take the least time.
 */
function leaksOf(
  context: RecordingContext,
  recording: TargetRecording,
  config: ResolvedTarget,
  mode: DiagnoseMode,
): readonly Leak[] {
  const { endpoints } = analyzeTarget(context.recording.current().header, recording);
  const leaks = endpoints.flatMap(({ id, findings }): readonly Leak[] => {
    const open = findings
      .filter(({ ignored }) => mode === 'always' || ignored === null)
      // The pass sees the heap of the main thread only. For growth in a worker thread it would name a wrong line.
      .filter(({ metric }) => shareInThreads(recording, id, metric) === null);
    const endpoint = config.endpoints.find((candidate) => candidate.id === id);
    if (endpoint === undefined || open.length === 0) return [];
    return [{ endpoint, findings: open, plan: planDiagnosis(recording, open) }];
  });
  return leaks.toSorted((a, b) => depths.indexOf(a.plan.depth) - depths.indexOf(b.plan.depth));
}

function sceneOf(
  context: RecordingContext,
  setting: DiagnoseSetting,
  { target, diagnosis, load }: DiagnoseSession,
  { endpoint, findings }: Leak,
  shareMs: number,
  signal: AbortSignal,
): DiagnoseScene {
  const { services, requestTimeoutMs } = setting;
  return {
    world: { target, services, probes: { atFloors: [], atSamples: [], ofUser: [] }, clock: context.clock },
    diagnosis,
    load,
    endpoint,
    connections: context.recording.current().header.settings.connections,
    requestTimeoutMs,
    metrics: findings.map(({ metric }) => metric),
    untilMs: context.clock.nowMs() + shareMs,
    signal,
  };
}

/** Drives one endpoint. Rejects when the target ends meanwhile. */
async function observe(scene: DiagnoseScene, plan: DiagnosePlan): Promise<Observed> {
  const { target } = scene.world;
  const ended = target.ended.then(({ exitCode, signal }): never => {
    throw new Error(`${target.name} ended (${signal ?? `exit code ${exitCode}`}) while it was driven.`);
  });
  // It may reject after the race is over. This must not be an unhandled rejection.
  ended.catch(() => undefined);
  const observing = observeEndpoint(scene, plan);
  // An agent whose event loop is blocked does not hear that the pass was called off.
  return unlessAborted(Promise.race([observing, ended]), scene.signal).catch(async (error: unknown) => {
    // When the target stops, the observation ends and removes its snapshots.
    await Promise.all([target.stop(), observing.catch(() => undefined)]);
    throw error;
  });
}

/**
 * Resolves evidence of a process in a container. Its files are read where they are seen from here, and shown as they are
 * named inside, relative to the folder that the container works in.
 */
function resolveInside(evidence: Observed['evidence'], of: RunProcess, { root, workingFolder }: TargetContainer) {
  const resolved = resolveEvidence(toHere(evidence, root), toHere(of, root), root + workingFolder);
  const text = JSON.stringify(resolved).replaceAll(`${root}/`, '/');
  return JSON.parse(text) as typeof resolved;
}

/** Resolves what was seen to places in the source, and records it. */
async function record(
  context: RecordingContext,
  name: string,
  { endpoint, findings }: Leak,
  { evidence, limits }: Observed,
  of: RunProcess,
  container: TargetContainer | null,
): Promise<void> {
  const resolved =
    container === null ? resolveEvidence(evidence, of, process.cwd()) : resolveInside(evidence, of, container);
  const line: EvidenceRecord = {
    type: 'evidence',
    target: name,
    endpoint: endpoint.id,
    atMs: context.elapsedMs(),
    requests: evidence.requests,
    lateRequests: evidence.lateRequests,
    metrics: findings.map(({ metric }) => metric),
    ...resolved,
    limits: [...limits, ...resolved.limits],
  };
  context.recording.append(line);
}

/**
 * Does the pass over one leak. Resolves when the target is free again; `recorded` resolves when the evidence is
 * written.
 */
async function diagnoseLeak(
  context: RecordingContext,
  setting: DiagnoseSetting,
  sessions: SessionKeeper,
  leak: Leak,
  shareMs: number,
  late: AbortSignal,
): Promise<{ readonly recorded: Promise<void> }> {
  const { name } = setting.config;
  let timeout: AbortSignal | null = null;
  const excuse = (error: unknown): void => {
    if (context.signal.aborted) return;
    const { id } = leak.endpoint;
    const isOutOfTime = timeout?.aborted === true;
    const why = isOutOfTime ? diagnoseOutOfTime(id, shareMs) : diagnoseFailed(id, error);
    warn(context, name, late.aborted ? diagnoseTooLate(id) : why);
  };
  try {
    // The start of a process has a limit of its own and is not part of the share.
    const session = await sessions.take(AbortSignal.any([context.signal, late]));
    timeout = AbortSignal.timeout(shareMs);
    const signal = AbortSignal.any([context.signal, late, timeout]);
    const observed = await observe(sceneOf(context, setting, session, leak, shareMs, signal), leak.plan);
    const { target, diagnosis } = session;
    const of = { pid: target.pid, runtime: diagnosis.runtime, mainScripts: diagnosis.scripts };
    const recorded = record(context, name, leak, observed, of, target.container ?? null).catch(excuse);
    // The files of a container are gone when it ends.
    if (target.container !== undefined) await recorded;
    if (observed.isSpent) sessions.drop();
    return { recorded };
  } catch (error) {
    sessions.drop();
    excuse(error);
    return { recorded: Promise.resolve() };
  }
}

async function diagnoseLeaks(
  context: RecordingContext,
  setting: DiagnoseSetting,
  sessions: SessionKeeper,
  leaks: readonly Leak[],
  budget: DiagnoseBudget,
  late: AbortSignal,
): Promise<void> {
  const { name } = setting.config;
  const recorded: Promise<void>[] = [];
  for (const [index, leak] of leaks.entries()) {
    if (context.signal.aborted) break;
    const left = leaks.slice(index);
    const shareMs = budget.share(left.map(({ plan }) => plan));
    if (shareMs === null || late.aborted) {
      const ids = left.map(({ endpoint }) => endpoint.id);
      warn(context, name, diagnoseSkipped(ids));
      break;
    }
    context.emit({ type: 'diagnose-start', target: name, endpoint: leak.endpoint.id });
    // The start of a container is no part of the time that the passes share. If it fails, the pass says why.
    await sessions.prepare(AbortSignal.any([context.signal, late])).catch(() => undefined);
    const pass = await budget.spend(() => diagnoseLeak(context, setting, sessions, leak, shareMs, late));
    recorded.push(pass.recorded);
  }
  await budget.spend(async () => void (await Promise.all([...recorded, sessions.stop()])));
}

/**
 * A signal that aborts when all passes have to be over. With `always` it never aborts: the user waits for the answer.
 */
function lateness(context: RecordingContext, recording: TargetRecording, mode: DiagnoseMode): AbortSignal {
  const endMs = budgetEndsMs(recording, context.recording.current().header.settings);
  if (mode === 'always' || endMs === null) return new AbortController().signal;
  return AbortSignal.timeout(Math.max(0, Math.round(endMs + diagnoseEndMs - context.elapsedMs())));
}

/**
 * Looks for the lines behind a target's leaks. It drives each leaking endpoint for a moment in a fresh, instrumented
 * process, and records what it sees as evidence. It changes no verdict, and its failure is a warning.
 */
export async function diagnoseTarget(
  context: RecordingContext,
  setting: DiagnoseSetting,
  budget: DiagnoseBudget,
): Promise<void> {
  const { launch, name } = setting.config;
  const recording = recordingOf(context, name);
  if (budget.mode === 'never' || context.signal.aborted || recording === undefined) return;
  const leaks = leaksOf(context, recording, setting.config, budget.mode);
  const isOurs = launch.kind === 'spawn' || launch.kind === 'compose';
  if (isOurs ? !launch.agent : !launch.attach) {
    const ids = leaks.map(({ endpoint }) => endpoint.id);
    if (ids.length > 0)
      warn(context, name, isOurs ? noAgentToAsk(ids) : notOursToStart(ids, commandText(launch), launch.kind));
    return;
  }
  const sessions = createSessionKeeper(context, setting, launch);
  try {
    await diagnoseLeaks(context, setting, sessions, leaks, budget, lateness(context, recording, budget.mode));
  } finally {
    await sessions.stop();
  }
}
