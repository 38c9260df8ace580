import type { ResolvedConfig, ResolvedInvariant } from '../config/resolved-config.js';
import { dependsOn } from '../load/request-template.js';
import type { ClientPlan, Endpoint } from '../model/endpoint.js';
import type { RecordedInvariant } from '../model/invariant.js';
import { type HeaderRecord, type RecordedFailure, recordingSchemaVersion } from '../model/recording.js';
import type { RunResult, Warning } from '../model/result.js';
import type { RunningService } from '../model/service.js';
import { byEachService } from '../model/services/service-kind.js';
import { type Clock, systemClock } from '../platform/clock.js';
import { errorCodes, HarnessError } from '../platform/harness-error.js';
import { requireProc } from '../platform/processes/procfs.js';
import { withMaskedErrors } from '../platform/secrets/mask-error.js';
import { createRecordingWriter, type RecordingWriter } from '../recording/recording-writer.js';
import type { Reporter } from '../report/reporter.js';
import { createDiagnoseBudget } from './diagnose/budget.js';
import { diagnoseTarget } from './diagnose/diagnose.js';
import { describeEnvironment } from './environment.js';
import { runTarget } from './experiment/run-target.js';
import { documentSoFar } from './files/document-so-far.js';
import { finishRun } from './files/finish-run.js';
import { createRunFolder, discardRunFolder, type RunFolder } from './files/run-folder.js';
import { type ComposeProjects, noProjects, openComposeProjects } from './launch/compose-projects.js';
import { startServices, stopServices } from './launch/start-services.js';
import { maskEvent } from './mask-event.js';
import { definedOnly, type RecordingContext, type RunContext, warn } from './run-context.js';
import { createRunMask, type RunMask, secretsOfServices } from './run-mask.js';
import { outputUnwritable } from './run-messages.js';

export interface RunOptions {
  readonly reporter: Reporter;
  /** The variables that targets inherit. `PORT` and the addresses of the services are added. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborting it ends the run early. What was measured until then is judged and written. */
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  /** False keeps everything in memory: no folder, no files. */
  readonly writesFiles?: boolean;
  /** False when no reporter writes the HTML report. Then no message names its file. */
  readonly writesReport?: boolean;
  /** Services that run already and go on after this run. The run does not start services of the same kinds. */
  readonly services?: readonly RunningService[];
}

/** Whether the units of an endpoint may differ from one another. */
const hasFreshInput = ({ steps }: Endpoint, { rows }: ClientPlan): boolean => {
  const names = ['n', 'uuid', 'random', ...Object.keys(rows[0] ?? {})];
  return steps.some((step) => dependsOn(step, names));
};

/**
 * Whether an endpoint may be driven together with others. Units of several steps, and requests that hang up and so
 * leave work behind, get blocks of their own.
 */
const mayBeTogether = ({ steps, exclusive }: Endpoint): boolean =>
  !exclusive && steps.length === 1 && steps.every(({ abort }) => abort === null);

/** An invariant without its question, which may hold secrets. */
const withoutQuestion = ({ question: _question, ...invariant }: ResolvedInvariant): RecordedInvariant => invariant;

function headerOf(config: ResolvedConfig, startedAt: string, services: readonly RunningService[]): HeaderRecord {
  return {
    type: 'header',
    schemaVersion: recordingSchemaVersion,
    startedAt,
    seed: config.seed,
    environment: describeEnvironment(services),
    settings: config.analysis,
    targets: config.targets.map(({ name, expect, clients, endpoints, budgets, invariants, probes, proxy }) => ({
      name,
      expect,
      endpoints: endpoints.map(({ id }) => id),
      freshInputs: endpoints.filter((endpoint) => hasFreshInput(endpoint, clients)).map(({ id }) => id),
      together: proxy === null ? endpoints.filter(mayBeTogether).map(({ id }) => id) : [],
      ...(budgets.length === 0 ? {} : { budgets }),
      ...(invariants.length === 0 ? {} : { invariants: invariants.map(withoutQuestion) }),
      ...(probes.length === 0 ? {} : { probes: probes.map(({ metric }) => metric) }),
    })),
  };
}

function createContext(config: ResolvedConfig, options: RunOptions, mask: RunMask): RunContext {
  const clock = options.clock ?? systemClock;
  const startMs = clock.nowMs();
  return {
    clock,
    signal: options.signal ?? new AbortController().signal,
    seed: config.seed,
    environment: definedOnly(options.environment),
    emit: (event) => options.reporter.onEvent?.(maskEvent(event, mask)),
    learn: (secrets) => mask.learn(secrets),
    elapsedMs: () => Math.round((clock.nowMs() - startMs) * 10) / 10,
  };
}

interface Supply {
  readonly services: readonly RunningService[];
  readonly projects: Pick<ComposeProjects, 'projectOf'>;
  readonly warnings: readonly Warning[];
  readonly failure: RecordedFailure | null;
  readonly stop: () => Promise<void>;
}

/**
 * Starts the services. When one fails, returns the reason instead, because a run that cannot start still writes a
 * result that says so.
 */
async function supplyServices(context: RunContext, config: ResolvedConfig, options: RunOptions): Promise<Supply> {
  const given = options.services ?? [];
  const isGiven = (kind: RunningService['kind']): boolean => given.some((service) => service.kind === kind);
  const wanted = byEachService((kind) => (isGiven(kind) ? null : config.services[kind]));
  let projects: ComposeProjects | null = null;
  try {
    const opened = await openComposeProjects(context, config.targets);
    projects = opened;
    const { running, warnings } = await startServices(context, wanted);
    const stop = async (): Promise<void> => {
      await stopServices(running);
      await opened.stop();
    };
    return { services: [...given, ...running], projects: opened, warnings, failure: null, stop };
  } catch (error) {
    await projects?.stop();
    const nothing = { services: given, projects: noProjects, warnings: [], stop: async () => undefined };
    if (context.signal.aborted) return { ...nothing, failure: null };
    if (!(error instanceof HarnessError) || errorCodes[error.code] === 'usage') throw error;
    return { ...nothing, failure: { code: error.code, message: error.message } };
  }
}

async function runTargets(context: RecordingContext, config: ResolvedConfig, supply: Supply): Promise<void> {
  for (const warning of supply.warnings) warn(context, null, warning);
  if (supply.failure !== null) return;
  const { requestTimeoutMs } = config;
  const { services } = supply;
  const asked = services.filter(({ kind }) => config.services[kind] !== null);
  const budget = createDiagnoseBudget(config.diagnose, context.clock);
  for (const target of config.targets) {
    if (context.signal.aborted) return;
    await runTarget(context, target, services, requestTimeoutMs, asked);
    await diagnoseTarget(context, { config: target, services, requestTimeoutMs }, budget);
  }
}

interface Started {
  readonly context: RecordingContext;
  readonly supply: Supply;
  readonly folder: RunFolder | null;
}

function openRecording(folder: RunFolder | null, header: HeaderRecord, mask: RunMask): RecordingWriter {
  const file = folder?.recordingFile ?? null;
  try {
    return createRecordingWriter(file, header, mask);
  } catch (error) {
    throw outputUnwritable(file ?? 'memory', error);
  }
}

/** Starts the services and opens the recording. When this fails, stops the services, removes the folder and throws. */
async function begin(config: ResolvedConfig, options: RunOptions, mask: RunMask): Promise<Started> {
  requireProc();
  const startedAt = new Date().toISOString();
  const folder = options.writesFiles === false ? null : createRunFolder(config.output, startedAt);
  const context = createContext(config, options, mask);
  let supply: Supply | null = null;
  try {
    supply = await supplyServices(context, config, options);
    mask.learn(secretsOfServices(supply.services));
    const recording = openRecording(folder, headerOf(config, startedAt, supply.services), mask);
    return { context: { ...context, recording, projects: supply.projects }, supply, folder };
  } catch (error) {
    await supply?.stop();
    if (folder !== null) discardRunFolder(folder);
    throw error;
  }
}

/** An error that ended the run and is not the failure of a target. */
interface Fault {
  readonly error: unknown;
}

const faultOf = (work: () => Promise<void>): Promise<Fault | null> =>
  work().then(
    () => null,
    (error: unknown) => ({ error }),
  );

const asFailure = ({ error }: Fault): RecordedFailure => ({
  code: error instanceof HarnessError ? error.code : 'INTERNAL',
  message: error instanceof Error ? error.message : String(error),
});

/** Stops the services and ends the recording. Returns why the recording's file is not complete; null when it is. */
async function end({ context, supply }: Started, fault: Fault | null): Promise<Error | null> {
  const { recording, signal } = context;
  await supply.stop();
  const failure = supply.failure ?? (fault === null || signal.aborted ? null : asFailure(fault));
  recording.append({ type: 'end', atMs: context.elapsedMs(), failure, interrupted: signal.aborted });
  return recording.close();
}

/**
 * Does a whole run: starts the services, does each target's experiment, then judges and reports.
 *
 * The failure of a target or a service is not thrown: it is in the result, with exit code 3. A file or report that
 * could not be written at the end is not thrown either: it is in the warnings, and the exit code is 3 unless a leak was
 * found or the run was interrupted. What is recorded, reported and thrown holds no secrets.
 *
 * @throws HarnessError `OUTPUT_UNWRITABLE` when the report folder or the recording cannot be created, `START_FAILED` on
 *   Linux without `/proc`, and an error of kind `usage` when a service cannot be started because of what the user gave.
 *   Any other error in the middle of a run is thrown once what was measured has been written.
 */
export function runLeakline(config: ResolvedConfig, options: RunOptions): Promise<RunResult> {
  const mask = createRunMask(config, options.environment);
  return withMaskedErrors(mask, () => runMasked(config, options, mask));
}

async function runMasked(config: ResolvedConfig, options: RunOptions, mask: RunMask): Promise<RunResult> {
  const started = await begin(config, options, mask);
  const { context, folder, supply } = started;
  const { reporter, writesReport = true } = options;
  const fault = await faultOf(async () => {
    reporter.onRunStart?.({ document: () => documentSoFar(context) });
    context.emit({ type: 'run-start', header: context.recording.current().header });
    await runTargets(context, config, supply);
  });
  const recordingError = await end(started, fault);
  const ended = { recording: context.recording.current(), recordingError, folder, writesReport };
  if (fault === null) return finishRun(ended, reporter);
  // Write what was measured until then before the fault is thrown. A failure to write must not hide the fault.
  await finishRun(ended, reporter).catch(() => undefined);
  throw fault.error;
}
