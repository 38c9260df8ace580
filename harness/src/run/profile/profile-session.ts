import { existsSync } from 'node:fs';
import type { ResolvedConfig } from '../../config/resolved-config.js';
import type { RunEvent } from '../../model/events.js';
import type { RunningService } from '../../model/service.js';
import type { Target } from '../../model/target.js';
import { sendSignal } from '../../platform/processes/signals.js';
import { clinicReportFile } from '../../profile/clinic-command.js';
import { type DrivenEndpoint, driveEndpoints } from '../../profile/drive-endpoints.js';
import { noReportWritten, programNotEnded } from '../../profile/profile-messages.js';
import { type ProfileTool, stopsBy } from '../../profile/profile-tools.js';
import type { ScratchFolder } from '../../profile/scratch-folder.js';
import { createClients } from '../launch/open-clients.js';
import type { RunContext } from '../run-context.js';
import { type ProfiledTarget, startUnderClinic } from './profile-target.js';

/** Clinic bundles and minifies its page anew each time. This takes seconds on an idle machine, more on a busy one. */
const analysisPatienceMs = 180_000;

/**
 * Time from the end of the load until the program has written its data and ended. A program whose event loop is blocked
 * never hears that it should end, and clinic would wait for it forever.
 */
const programEndsMs = 30_000;

/** What a profile reports while it goes on. */
export type ProfileEvent =
  | RunEvent
  | { readonly type: 'profile-load-start'; readonly requests: number; readonly seconds: number }
  | { readonly type: 'profile-load-end'; readonly driven: readonly DrivenEndpoint[] }
  | { readonly type: 'profile-analysis-start'; readonly tool: ProfileTool };

export interface ProfileResult {
  /** The page that clinic made. */
  readonly reportFile: string;
  readonly driven: readonly DrivenEndpoint[];
}

/** One target under one of clinic's tools. */
export interface ProfileSession {
  readonly context: RunContext;
  readonly config: ResolvedConfig;
  readonly profiled: ProfiledTarget;
  readonly tool: ProfileTool;
  /** The most units to send to each endpoint. */
  readonly requests: number;
  /** The longest time that the load may take. */
  readonly seconds: number;
  readonly clinicFile: string;
  readonly scratch: ScratchFolder;
  emit(event: ProfileEvent): void;
}

/** Sends the load. Ends early when time is up, the target ends, or the user interrupts. */
async function drive(session: ProfileSession, target: Target, services: readonly RunningService[]) {
  const { context, config, profiled, requests, seconds, emit } = session;
  const ended = new AbortController();
  void target.ended.then(() => ended.abort());
  const { connections } = config.analysis;
  const { requestTimeoutMs: timeoutMs } = config;
  const { sessions, load } = await createClients(context, profiled.config, target, { timeoutMs, isRepeated: false });
  await sessions.open(connections, AbortSignal.any([context.signal, ended.signal]));
  const timeUp = AbortSignal.timeout(seconds * 1_000);
  emit({ type: 'profile-load-start', requests, seconds });
  const plan = {
    endpoints: profiled.config.endpoints,
    load,
    services,
    requests,
    connections,
    timeoutMs,
  };
  const driven = await driveEndpoints(plan, AbortSignal.any([context.signal, ended.signal, timeUp]));
  context.signal.throwIfAborted();
  emit({ type: 'profile-load-end', driven });
  return driven;
}

/**
 * Ends the collection of data, after which clinic begins its analysis. Returns the processes below clinic: the program
 * and what it started.
 */
async function stopCollecting({ tool, scratch }: ProfileSession, target: Target): Promise<readonly number[]> {
  scratch.finish();
  const [, ...belowClinic] = await target.pids();
  if (stopsBy[tool] === 'interrupt') for (const pid of belowClinic) sendSignal(pid, 'SIGINT');
  return belowClinic;
}

/** Throws when the program has not ended within `programEndsMs`. */
async function untilStuck(
  { context, profiled }: ProfileSession,
  target: Target,
  program: readonly number[],
  signal: AbortSignal,
) {
  await context.clock.sleep(programEndsMs, signal);
  const left = (await target.pids()).filter((pid) => program.includes(pid));
  if (left.length > 0) throw programNotEnded(profiled.config.name, left, programEndsMs);
}

/** Waits for clinic's page. Returns how clinic ended. */
async function awaitAnalysis(session: ProfileSession, target: Target, program: readonly number[]): Promise<string> {
  const { context, tool, emit } = session;
  emit({ type: 'profile-analysis-start', tool });
  const calledOff = new AbortController();
  const signal = AbortSignal.any([context.signal, calledOff.signal]);
  const stuck = untilStuck(session, target, program, signal);
  const patience = context.clock
    .sleep(analysisPatienceMs, signal)
    .then(() => `not done after ${analysisPatienceMs / 1_000} s`);
  const ended = target.ended.then(({ exitCode, signal }) =>
    signal === null ? `exit code ${exitCode}` : `signal ${signal}`,
  );
  try {
    return await Promise.race([ended, patience, stuck.then(() => patience)]);
  } finally {
    for (const loser of [patience, stuck]) loser.catch(() => undefined);
    calledOff.abort();
  }
}

/**
 * Starts the target under clinic, drives it and returns clinic's page, which is still in the scratch folder.
 *
 * @throws HarnessError `CLINIC_FAILED`, and what starting a target can throw; the signal's reason when interrupted.
 */
export async function profileTarget(
  session: ProfileSession,
  services: readonly RunningService[],
): Promise<ProfileResult> {
  const { context, profiled, tool, clinicFile, scratch, emit } = session;
  const run = { tool, clinicFile, folder: scratch.directory, name: tool, waitCommand: scratch.waitCommand };
  const startMs = context.elapsedMs();
  const target = await startUnderClinic(context, profiled, services, run);
  try {
    const tookMs = Math.round(context.elapsedMs() - startMs);
    emit({ type: 'target-ready', target: target.name, pid: target.pid, tookMs });
    const driven = await drive(session, target, services);
    const program = await stopCollecting(session, target);
    const how = await awaitAnalysis(session, target, program);
    const reportFile = clinicReportFile(run);
    if (how !== 'exit code 0' || !existsSync(reportFile)) throw noReportWritten(tool, how, target.outputTail());
    return { reportFile, driven };
  } finally {
    await target.stop();
  }
}
