import { analyzeTarget } from '../../analysis/analyze.js';
import type { ResolvedTarget } from '../../config/resolved-config.js';
import type { BudgetLimit } from '../../model/budget.js';
import { isMetricId } from '../../model/metrics/catalogue.js';
import type { SampleRecord } from '../../model/readings.js';
import type { RecordedFailure, TargetEndRecord } from '../../model/recording.js';
import type { RunningService } from '../../model/service.js';
import type { ServiceKind } from '../../model/services/service-kind.js';
import type { AgentReading, Target } from '../../model/target.js';
import { HarnessError } from '../../platform/harness-error.js';
import { type SampleReading, startContinuousSampler } from '../../sampling/continuous-sampler.js';
import { startPeakWatch } from '../../sampling/peak-watch.js';
import { unknownTo } from '../../sampling/probes/agent-probe.js';
import { createProbes } from '../../sampling/probes/create-probes.js';
import type { Ownership } from '../../sampling/probes/ownership.js';
import { unmeasuredBy } from '../../sampling/probes/probe.js';
import { readSessions } from '../../sampling/read-sessions.js';
import { readAgents, type SamplingWorld } from '../../sampling/world.js';
import { readLimits } from '../environment.js';
import { launchTarget } from '../launch/launch-target.js';
import { closeClients, createClients, mostClients, type TargetClients } from '../launch/open-clients.js';
import { prepareTarget } from '../launch/prepare-target.js';
import { createUserProbes } from '../probes/create-user-probes.js';
import { type RecordingContext, warn } from '../run-context.js';
import { censusUnknown, proxyAnswersUnknown } from '../run-messages.js';
import { readValuesBefore, recordInvariants } from './check-invariants.js';
import { type Experiment, settingsOf, unlessItEnds } from './experiment.js';
import { explainedMessage, warnOfPrintedErrors } from './explain-failure.js';
import { runExperiment } from './run-experiment.js';
import { createUsageWatch, type UsageWatch } from './usage-watch.js';

type Ending = Pick<TargetEndRecord, 'reason' | 'failure'>;

/** Warns once per service when the target's connections cannot be told from those of other clients. */
function createOwnershipWatch(context: RecordingContext, target: string): (kind: ServiceKind, by: Ownership) => void {
  const said = new Set<ServiceKind>();
  return (kind, by) => {
    if (by === 'socket' || said.has(kind)) return;
    said.add(kind);
    const message = `The connections of ${target} to ${kind} cannot be told from those of others; all clients of the server are counted.`;
    warn(context, target, { code: 'OWNERSHIP_UNKNOWN', message });
  };
}

/**
 * Reads the agents. Where one did not see pools being made, it looks for them before they are listed as not measured.
 */
async function readAgentsAndPools(world: SamplingWorld): Promise<readonly AgentReading[]> {
  const agents = await readAgents(world);
  if (agents.every(({ pools }) => pools !== null)) return agents;
  await world.target.agents?.lookForPools();
  return readAgents(world);
}

/** A process tree may hold several runtimes. The user means the runtime of the root. */
const rootFirst = (agents: readonly AgentReading[], rootPid: number): readonly AgentReading[] =>
  agents.toSorted((a, b) => Number(b.pid === rootPid) - Number(a.pid === rootPid));

async function recordStart(context: RecordingContext, world: SamplingWorld): Promise<void> {
  const { target, services, probes } = world;
  const agents = await readAgentsAndPools(world);
  context.recording.append({
    type: 'target-start',
    target: target.name,
    atMs: context.elapsedMs(),
    pid: target.pid,
    runtime: rootFirst(agents, target.pid)[0]?.runtime ?? null,
    limits: readLimits(services, target, agents),
    ownership: Object.fromEntries(
      services.map(({ kind }) => [kind, process.platform === 'linux' ? 'socket' : 'total']),
    ),
    unmeasured: [...unmeasuredBy([...probes.atFloors, ...probes.ofUser]), ...unknownTo(agents)],
  });
}

/**
 * Warns where objects cannot be counted. Only a census tells what the application keeps from the code that V8 makes and
 * drops between floors.
 */
async function warnOfUnknownCensus({ context, target, world }: Experiment): Promise<void> {
  const agents = await readAgents(world).catch(() => []);
  if (!agents.some(({ isCensusUnknown }) => isCensusUnknown)) return;
  warn(context, target.name, { code: 'CENSUS_UNKNOWN', message: censusUnknown(target.name) });
}

/**
 * Warns where a target behind a proxy has agents and none of them counts answers. This is known only after requests
 * were answered.
 */
async function warnOfUnheardAnswers({ context, target, world }: Experiment): Promise<void> {
  if (target.proxyUrl === undefined) return;
  const agents = await readAgents(world).catch(() => []);
  if (agents.length === 0 || agents.some(({ answers }) => answers !== null)) return;
  warn(context, target.name, { code: 'PROXY_ANSWERS_UNKNOWN', message: proxyAnswersUnknown(target.name) });
}

/**
 * Records the target's sessions at its databases. They are for advice only, so a server that does not answer must not
 * cost a finished experiment.
 */
async function recordSessions(world: SamplingWorld, { recording, elapsedMs }: RecordingContext): Promise<void> {
  const sessions = await readSessions(world).catch(() => []);
  for (const each of sessions)
    recording.append({ type: 'sessions', target: world.target.name, atMs: elapsedMs(), ...each });
}

function recordUsage(usage: UsageWatch, { context, target }: Experiment): void {
  for (const opened of usage.opened())
    context.recording.append({ type: 'usage', target: target.name, atMs: context.elapsedMs(), ...opened });
}

async function measure(experiment: Experiment, budgets: readonly BudgetLimit[]): Promise<Ending> {
  const { context, world, progress, target } = experiment;
  const record = (reading: SampleReading): SampleRecord => {
    const { requests } = progress;
    const sample = { type: 'sample', target: target.name, atMs: context.elapsedMs(), requests, ...reading } as const;
    context.recording.append(sample);
    return sample;
  };
  const sampler = startContinuousSampler(world, (reading) => context.emit({ type: 'sample', sample: record(reading) }));
  const limited = budgets.flatMap(({ name }) => (isMetricId(name) ? [name] : []));
  const peaks = startPeakWatch(world, limited, (metrics) => record({ metrics }));
  try {
    return { reason: await runExperiment(experiment), failure: null };
  } finally {
    await Promise.all([sampler.stop(), peaks.stop()]);
  }
}

/** A failure that a user can act on ends the target only. A fault of ours is thrown and ends the run. */
function toFailure(error: unknown, signal: AbortSignal, services: readonly RunningService[]): Ending {
  if (signal.aborted) return { reason: 'interrupted', failure: null };
  if (!(error instanceof HarnessError)) throw error;
  const failure: RecordedFailure = { code: error.code, message: explainedMessage(error, services) };
  return { reason: 'failed', failure };
}

interface Setting {
  readonly context: RecordingContext;
  readonly config: ResolvedTarget;
  readonly services: readonly RunningService[];
  readonly requestTimeoutMs: number;
  readonly usage: UsageWatch;
}

async function prepare(
  { context, config, services, requestTimeoutMs }: Setting,
  target: Target,
  { load }: TargetClients,
): Promise<Experiment> {
  const knowsProcesses = (await target.pids()).length > 0;
  const readable = { hasAgent: target.agents !== null, knowsProcesses };
  const ofUser = await createUserProbes(config, target, services, context);
  const probes = createProbes(services, readable, createOwnershipWatch(context, target.name), ofUser);
  return {
    context,
    target,
    endpoints: config.endpoints,
    world: { target, services, probes, clock: context.clock },
    load,
    requestTimeoutMs,
    readyAtMs: context.elapsedMs(),
    progress: { requests: 0, nextN: 1 },
  };
}

/** Logs the clients in. The logins are not measured, and invariants do not count them. */
async function logIn(experiment: Experiment, { sessions }: TargetClients): Promise<void> {
  const clients = mostClients(settingsOf(experiment));
  await unlessItEnds(experiment, 'its clients logged in', (signal) => sessions.open(clients, signal));
}

async function runExperimentOf(setting: Setting, target: Target, clients: TargetClients): Promise<Ending> {
  const { context, config, usage } = setting;
  const experiment = await prepare(setting, target, clients);
  await recordStart(context, experiment.world);
  await usage.during(() => logIn(experiment, clients));
  const valuesBefore = await readValuesBefore(experiment, config.invariants);
  const ending = await usage.during(() => measure(experiment, config.budgets));
  recordUsage(usage, experiment);
  warnOfPrintedErrors(experiment);
  await warnOfUnheardAnswers(experiment);
  await warnOfUnknownCensus(experiment);
  await recordSessions(experiment.world, context);
  await recordInvariants(experiment, config.invariants, valuesBefore);
  return ending;
}

/**
 * Starts one target, measures it, stops it, and records how it ended. Never leaves a process behind.
 *
 * @param asked the services that the configuration asks for. A test suite may lend others as well.
 */
export async function runTarget(
  context: RecordingContext,
  config: ResolvedTarget,
  services: readonly RunningService[],
  requestTimeoutMs: number,
  asked: readonly RunningService[],
): Promise<void> {
  const { launch } = config;
  const usage = createUsageWatch(asked);
  const beganAtMs = context.elapsedMs();
  let target: Target | null = null;
  let clients: TargetClients | null = null;
  let ending: Ending;
  try {
    for (const service of services) await service.resetData?.();
    const port = launch.kind !== 'spawn' ? null : await prepareTarget(context, config.name, launch, services);
    target = await usage.during(() => launchTarget(context, config, services, port));
    clients = await createClients(context, config, target, { timeoutMs: requestTimeoutMs, isRepeated: false });
    ending = await runExperimentOf({ context, config, services, requestTimeoutMs, usage }, target, clients);
  } catch (error) {
    ending = toFailure(error, context.signal, services);
  } finally {
    if (target !== null && clients !== null) await closeClients(context, clients, target);
    await target?.stop();
  }
  context.recording.append({
    type: 'target-end',
    target: config.name,
    atMs: context.elapsedMs(),
    beganAtMs,
    ...ending,
  });
  reportEnd(context, config.name);
}

function reportEnd(context: RecordingContext, name: string): void {
  const { header, targets } = context.recording.current();
  const recorded = targets.find(({ target }) => target.name === name);
  if (recorded !== undefined)
    context.emit({ type: 'target-end', target: name, result: analyzeTarget(header, recorded) });
}
