import { copyFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { ResolvedConfig } from '../../config/resolved-config.js';
import { systemClock } from '../../platform/clock.js';
import { guardExit } from '../../platform/processes/exit-guard.js';
import { requireProc } from '../../platform/processes/procfs.js';
import { withMaskedErrors } from '../../platform/secrets/mask-error.js';
import { findClinic } from '../../profile/clinic-command.js';
import { profileInterrupted } from '../../profile/profile-messages.js';
import { defaultRequests, defaultSeconds, type ProfileTool } from '../../profile/profile-tools.js';
import { createScratchFolder } from '../../profile/scratch-folder.js';
import { watchTraceLogs } from '../../profile/trace-logs.js';
import { createUniqueFolder, folderName } from '../files/run-folder.js';
import { startServices, stopServices } from '../launch/start-services.js';
import { maskEvent } from '../mask-event.js';
import { definedOnly, type RunContext } from '../run-context.js';
import { createRunMask, type RunMask, secretsOfServices } from '../run-mask.js';
import { outputUnwritable } from '../run-messages.js';
import { type ProfileEvent, type ProfileResult, type ProfileSession, profileTarget } from './profile-session.js';
import { type ProfiledTarget, toProfiledTarget } from './profile-target.js';

export interface ProfileOptions {
  readonly tool: ProfileTool;
  /** The variables that the target inherits. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The most units to send to each endpoint; null for the default of the tool. */
  readonly requests: number | null;
  /** The longest time that the load may take; null for the default. */
  readonly seconds: number | null;
  readonly signal?: AbortSignal;
  onEvent?(event: ProfileEvent): void;
}

function createContext({ environment, signal, onEvent }: ProfileOptions, seed: number, mask: RunMask): RunContext {
  const startMs = systemClock.nowMs();
  return {
    clock: systemClock,
    signal: signal ?? new AbortController().signal,
    seed,
    environment: definedOnly(environment),
    emit: (event) => onEvent?.(maskEvent(event, mask)),
    learn: (secrets) => mask.learn(secrets),
    elapsedMs: () => systemClock.nowMs() - startMs,
  };
}

async function withServices(session: ProfileSession, mask: RunMask): Promise<ProfileResult> {
  const { running } = await startServices(session.context, session.config.services);
  mask.learn(secretsOfServices(running));
  try {
    return await profileTarget(session, running);
  } finally {
    await stopServices(running);
  }
}

/** Creates `<output>/clinic/<tool>-<target>-<time>` before anything runs, so that an unwritable place fails at once. */
function createReportFolder(config: ResolvedConfig, tool: ProfileTool, target: string): string {
  const parent = path.join(config.output, 'clinic');
  const name = `${tool}-${target.replaceAll(/[^\w.-]+/g, '-')}-${folderName(new Date().toISOString())}`;
  try {
    return createUniqueFolder(parent, name);
  } catch (error) {
    throw outputUnwritable(parent, error);
  }
}

type SessionPlan = Omit<ProfileSession, 'scratch'>;

function copyPage(from: string, to: string): void {
  try {
    copyFileSync(from, to);
  } catch (error) {
    throw outputUnwritable(to, error);
  }
}

/** Profiles in a scratch folder and keeps only the page. The raw data are large, and the page holds what it shows. */
async function keepPage(plan: SessionPlan, reportFile: string, mask: RunMask): Promise<ProfileResult> {
  const traceLogs = watchTraceLogs(plan.profiled.launch.cwd);
  const scratch = createScratchFolder();
  const cleanUp = (): void => {
    traceLogs.remove();
    scratch.remove();
  };
  const liftGuard = guardExit(cleanUp);
  try {
    const result = await withServices({ ...plan, scratch }, mask);
    copyPage(result.reportFile, reportFile);
    return { ...result, reportFile };
  } finally {
    cleanUp();
    liftGuard();
  }
}

function planSession(
  config: ResolvedConfig,
  profiled: ProfiledTarget,
  options: ProfileOptions,
  mask: RunMask,
): SessionPlan {
  const { tool } = options;
  const { configFile } = config;
  return {
    context: createContext(options, config.seed, mask),
    config,
    profiled,
    tool,
    requests: options.requests ?? defaultRequests[tool],
    seconds: options.seconds ?? defaultSeconds,
    clinicFile: findClinic(configFile === null ? profiled.launch.cwd : path.dirname(configFile)),
    emit: (event) => options.onEvent?.(maskEvent(event, mask)),
  };
}

/**
 * Profiles the first target of the configuration with clinic, under the load of its endpoints, and keeps clinic's page.
 *
 * @throws HarnessError `CLINIC_MISSING`, `CLINIC_FAILED`, `USAGE` for a target that clinic cannot profile,
 *   `INTERRUPTED`, and what starting services and targets can throw.
 */
export function runProfile(config: ResolvedConfig, options: ProfileOptions): Promise<ProfileResult> {
  const mask = createRunMask(config, options.environment);
  return withMaskedErrors(mask, async () => {
    requireProc();
    return profileMasked(config, options, mask);
  });
}

async function profileMasked(config: ResolvedConfig, options: ProfileOptions, mask: RunMask): Promise<ProfileResult> {
  const [first] = config.targets;
  if (first === undefined) throw new Error('A resolved configuration has at least one target.');
  const plan = planSession(config, toProfiledTarget(first), options, mask);
  const folder = createReportFolder(config, options.tool, first.name);
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  const liftGuard = guardExit(removeFolder);
  try {
    return await keepPage(plan, path.join(folder, `${options.tool}.html`), mask);
  } catch (error) {
    removeFolder();
    throw plan.context.signal.aborted ? profileInterrupted() : error;
  } finally {
    liftGuard();
  }
}
