import { analyzeEndpoints } from '../analysis/analyze.js';
import { blockGroups } from '../analysis/endpoint-blocks.js';
import type { PlannedBlock } from '../analysis/plan/block-size.js';
import { countsObjects } from '../analysis/plan/counts-objects.js';
import { expectedDuration } from '../analysis/plan/expected-duration.js';
import type { IdleStep } from '../analysis/plan/plan-cool-down.js';
import { type PlannedStep, planNext } from '../analysis/plan/plan-next.js';
import type { TogetherStep } from '../analysis/plan/plan-together.js';
import { returnPatienceMs } from '../analysis/plan/return-patience.js';
import { targetSettings } from '../analysis/plan/target-settings.js';
import type { AnalysisSettings } from '../model/analysis-settings.js';
import type { BlockRecord } from '../model/block.js';
import type { Endpoint } from '../model/endpoint.js';
import { type LoadGenerator, type LoadResult, noLoad } from '../model/load.js';
import type { FloorRecord } from '../model/readings.js';
import type { DurationRecord, TargetEndRecord, TargetRecording } from '../model/recording.js';
import type { Target, TimerGroup } from '../model/target.js';
import { HarnessError } from '../platform/harness-error.js';
import { unlessAborted } from '../platform/unless-aborted.js';
import { cpuBetween, readCpu } from '../sampling/block-cpu.js';
import { type FloorReading, readFloor } from '../sampling/read-floor.js';
import { readAgents, type SamplingWorld } from '../sampling/world.js';
import { answeredBetween } from './answered-by-target.js';
import type { RecordingContext } from './run-context.js';
import { floorFailed, targetCrashed } from './run-messages.js';

/** One target's experiment: what to drive, how to reach it, and how far it came. */
export interface Experiment {
  readonly context: RecordingContext;
  readonly target: Target;
  readonly endpoints: readonly Endpoint[];
  readonly world: SamplingWorld;
  readonly load: LoadGenerator;
  readonly requestTimeoutMs: number;
  /** Units sent so far, read by the continuous sampler; and the next number for `{n}`. */
  readonly progress: { requests: number; nextN: number };
}

const crashNoticeMs = 200;

/**
 * A loop that stands for seconds is slow, not dead: a thousand timers that fire at once are enough for that. So a floor
 * that an agent does not answer for is tried once more, with all the time that is left of this, or of half of the budget
 * where that is less, but of no less than twice the time-out of a reading.
 */
const longestFloorMs = 30_000;
const shareOfBudget = 0.5;
const shortestPatienceMs = 10_000;

const floorPatienceMs = (budgetMs: number): number =>
  Math.min(longestFloorMs, Math.max(shortestPatienceMs, shareOfBudget * budgetMs));

type NextStep = Exclude<PlannedStep, { kind: 'done' }>;

export function recordingOf({ context, target }: Experiment): TargetRecording {
  const found = context.recording.current().targets.find((recorded) => recorded.target.name === target.name);
  if (found === undefined) throw new Error(`The recording's header does not name the target ${target.name}.`);
  return found;
}

const settingsOf = (experiment: Experiment): AnalysisSettings =>
  targetSettings(experiment.context.recording.current().header.settings, recordingOf(experiment));

/** Rejects when the target ends by itself; the caller's work loses the race and is called off by `signal`. */
export async function unlessItEnds<T>(
  experiment: Experiment,
  during: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { target, context } = experiment;
  const callOff = new AbortController();
  const crash = target.ended.then((end) => {
    throw targetCrashed(target.name, end, during, target.outputTail());
  });
  try {
    return await Promise.race([work(AbortSignal.any([context.signal, callOff.signal])), crash]);
  } finally {
    callOff.abort();
  }
}

/** Reads, and once more with longer patience where an agent did not answer in time. */
async function orPatiently<T>(
  { context, target, world }: Experiment,
  read: (world: SamplingWorld) => Promise<T>,
): Promise<T> {
  const { agents } = target;
  const { budgetMs } = context.recording.current().header.settings;
  const untilMs = context.clock.nowMs() + floorPatienceMs(budgetMs);
  try {
    return await read(world);
  } catch (error) {
    const leftMs = untilMs - context.clock.nowMs();
    const isSlow = error instanceof HarnessError && error.code === 'AGENT_UNRESPONSIVE';
    if (!isSlow || agents === null || leftMs <= 0) throw error;
    return read({ ...world, target: { ...target, agents: agents.withPatience(leftMs) } });
  }
}

async function takeFloor(experiment: Experiment): Promise<FloorRecord> {
  const { context, target, progress } = experiment;
  context.emit({ type: 'floor-start', target: target.name, atMs: context.elapsedMs() });
  const recording = recordingOf(experiment);
  const { floors } = recording;
  const wish = { returnPatienceMs: returnPatienceMs(recording), isCounting: countsObjects(recording) };
  const lastMetrics = floors.at(-1)?.metrics ?? null;
  const reading = await unlessItEnds(experiment, 'its memory was read', (signal) => {
    const read = (among: SamplingWorld): Promise<FloorReading> => readFloor(among, lastMetrics, signal, wish);
    return unlessAborted(orPatiently(experiment, read), signal);
  });
  const floor: FloorRecord = {
    type: 'floor',
    target: target.name,
    index: floors.length,
    atMs: context.elapsedMs(),
    requests: progress.requests,
    ...reading,
  };
  context.recording.append(floor);
  context.emit({ type: 'floor', floor });
  return floor;
}

function endpointById({ endpoints, target }: Experiment, id: string): Endpoint {
  const endpoint = endpoints.find((candidate) => candidate.id === id);
  if (endpoint === undefined) throw new Error(`The plan names ${id}, which ${target.name} does not have.`);
  return endpoint;
}

/** Behind a proxy, the answers that the target's own processes gave meanwhile are part of what became of the load. */
async function countingAnswers({ target, world }: Experiment, send: () => Promise<LoadResult>): Promise<LoadResult> {
  if (target.proxyUrl === undefined) return send();
  const before = await readAgents(world);
  const sent = await send();
  const byTarget = answeredBetween(before, await readAgents(world));
  return byTarget === null ? sent : { ...sent, byTarget };
}

/** Numbers for `{n}`: never given twice to one target, unless the plan asks for a block once more. */
function takeNumbers({ progress }: Experiment, { requests, repeatsFrom }: PlannedBlock): number {
  if (repeatsFrom !== undefined) return repeatsFrom;
  const firstN = progress.nextN;
  progress.nextN += requests;
  return firstN;
}

/** What holds for a block beside what it is. */
interface Bounds {
  /** After so long no further request is sent. */
  readonly longestMs: number;
  /** What is said to have been done if the target ends meanwhile; nothing where it is the endpoint's own doing. */
  readonly during?: string;
}

async function sendBlock(
  experiment: Experiment,
  planned: PlannedBlock,
  firstN: number,
  bounds: Bounds,
): Promise<LoadResult> {
  const { context, load, progress, requestTimeoutMs } = experiment;
  const endpoint = endpointById(experiment, planned.endpoint);
  const { requests, connections } = planned;
  const { longestMs, during = `${planned.endpoint} was driven` } = bounds;
  const block = { endpoint, requests, connections, timeoutMs: requestTimeoutMs, firstN, longestMs };
  const result = await unlessItEnds(experiment, during, async (signal) => {
    const sent = await countingAnswers(experiment, () => load.run(block, signal));
    // Broken connections may be the first sign of a crash; the news of the exit comes a moment later.
    if (sent.errors > 0) await context.clock.sleep(crashNoticeMs, signal);
    return sent;
  });
  progress.requests += result.sent;
  return result;
}

/** What was done between two floors: one block, several together, or an idle one. */
type DoneBlock = Omit<BlockRecord, 'type' | 'target' | 'floorBefore' | 'floorAfter'>;

async function driveBlock(experiment: Experiment, planned: PlannedBlock, bounds: Bounds): Promise<DoneBlock> {
  const { context } = experiment;
  const { endpoint, phase, stage, connections } = planned;
  const startMs = context.elapsedMs();
  const firstN = takeNumbers(experiment, planned);
  const keys = planned.repeatsFrom === undefined ? {} : ({ keys: 'repeated' } as const);
  const load = await sendBlock(experiment, planned, firstN, bounds);
  const endMs = context.elapsedMs();
  return { endpoint, phase, stage, requests: load.sent, connections, startMs, endMs, load, firstN, ...keys };
}

/** A block of one endpoint alone, with the CPU time that it took. */
async function driveAlone(experiment: Experiment, planned: PlannedBlock, bounds: Bounds): Promise<DoneBlock> {
  const { target } = experiment;
  const before = readCpu(await target.pids());
  const done = await driveBlock(experiment, planned, bounds);
  const cpu = cpuBetween(before, readCpu(await target.pids()));
  return cpu === null ? done : { ...done, cpu };
}

async function driveTogether(experiment: Experiment, step: TogetherStep): Promise<readonly DoneBlock[]> {
  const { blocks, isSequential, longestMs } = step;
  const during = `${blocks.length} endpoints were driven together`;
  if (!isSequential) return Promise.all(blocks.map((block) => driveBlock(experiment, block, { longestMs, during })));
  const done: DoneBlock[] = [];
  for (const block of blocks) done.push(await driveBlock(experiment, block, { longestMs }));
  return done;
}

/**
 * A look at timers takes a second in a large heap, and is part of the wait: the target gets no requests then. But its event
 * loop stands, and what is due meanwhile wants a moment afterwards.
 */
const leastShareAfterLook = 0.25;

async function leaveAlone(experiment: Experiment, { waitMs, looksAtTimers }: IdleStep): Promise<DoneBlock> {
  const { context } = experiment;
  const startMs = context.elapsedMs();
  const timers = looksAtTimers ? { timers: await readTimers(experiment) } : {};
  const lookedMs = context.elapsedMs() - startMs;
  const load = await waitQuietly(experiment, Math.max(leastShareAfterLook * waitMs, waitMs - lookedMs));
  const shape = { endpoint: null, phase: 'idle', stage: 0, requests: 0, connections: 0 } as const;
  return { ...shape, startMs, endMs: context.elapsedMs(), load, ...timers };
}

async function doStep(experiment: Experiment, step: NextStep): Promise<readonly DoneBlock[]> {
  if (step.kind === 'together') return driveTogether(experiment, step);
  return [step.kind === 'block' ? await driveAlone(experiment, step, step) : await leaveAlone(experiment, step)];
}

/** What reporters are told before a step. */
function announce(experiment: Experiment, step: NextStep, spentMs: number): void {
  const { context, target } = experiment;
  const { budgetMs } = settingsOf(experiment);
  const common = { target: target.name, atMs: context.elapsedMs(), spentMs, budgetMs } as const;
  if (step.kind === 'together') {
    const endpoints = step.blocks.map(({ endpoint }) => endpoint);
    const requests = step.blocks.reduce((sum, block) => sum + block.requests, 0);
    context.emit({ type: 'together-start', ...common, endpoints, requests });
  } else if (step.kind === 'block') {
    const { endpoint, phase, stage, requests } = step;
    const isAlone = blockGroups(recordingOf(experiment)).length > 0;
    context.emit({ type: 'block-start', ...common, endpoint, phase, stage, requests, isAlone });
  } else {
    const idle = { endpoint: null, phase: 'idle', stage: 0, requests: 0, isAlone: false } as const;
    context.emit({ type: 'cool-down', target: target.name, waitMs: step.waitMs, reason: step.reason });
    context.emit({ type: 'block-start', ...common, ...idle });
  }
}

/** Does one planned step and records it as blocks between two floors. */
async function takeStep(experiment: Experiment, step: NextStep, spentMs: number): Promise<void> {
  const { context, target } = experiment;
  const floorBefore = recordingOf(experiment).floors.length - 1;
  announce(experiment, step, spentMs);
  const done = await doStep(experiment, step);
  context.signal.throwIfAborted();
  const { index: floorAfter } = await takeFloor(experiment).catch((error: unknown) => {
    const loaded = done.filter(({ endpoint }) => endpoint !== null);
    throw error instanceof HarnessError && loaded.length > 0 ? floorFailed(error, loaded) : error;
  });
  const blocks = done.map(
    (block): BlockRecord => ({ type: 'block', target: target.name, ...block, floorBefore, floorAfter }),
  );
  for (const block of blocks) context.recording.append(block);
  const sofar = analyzeEndpoints(context.recording.current().header, recordingOf(experiment));
  for (const block of blocks) context.emit({ type: 'block-end', block, sofar });
}

/**
 * What waits to fire in the target's processes, so that the wait can be as long as that takes; null where they cannot
 * know. A target without an agent never had this instrument: nothing that timers may hold is accused there in any case.
 */
function readTimers(experiment: Experiment): Promise<readonly TimerGroup[] | null> {
  const { agents } = experiment.target;
  return unlessItEnds(experiment, 'its timers were read', (signal) =>
    agents === null ? Promise.resolve([]) : unlessAborted(agents.timers(), signal),
  );
}

async function waitQuietly(experiment: Experiment, waitMs: number): Promise<LoadResult> {
  const { clock } = experiment.context;
  await unlessItEnds(experiment, 'it was left alone', (signal) => clock.sleep(waitMs, signal));
  return noLoad;
}

/** Records and tells how long the target will take, as soon as that can be known. */
function tellDuration(experiment: Experiment): void {
  const { context, target } = experiment;
  const { settings } = context.recording.current().header;
  const expected = expectedDuration(recordingOf(experiment), settings);
  if (expected === null) return;
  const duration: DurationRecord = { type: 'duration', target: target.name, atMs: context.elapsedMs(), ...expected };
  context.recording.append(duration);
  context.emit({ type: 'expected-duration', duration });
}

/**
 * Drives one target until the plan says that it is done: floor, block, floor, block, …
 *
 * @throws HarnessError `TARGET_CRASHED`, `AGENT_UNRESPONSIVE`, `SERVICE_LOST`; the signal's reason when interrupted.
 */
export async function runExperiment(experiment: Experiment): Promise<TargetEndRecord['reason']> {
  const { context } = experiment;
  const { settings } = context.recording.current().header;
  await takeFloor(experiment);
  const startMs = context.elapsedMs();
  for (;;) {
    context.signal.throwIfAborted();
    const spentMs = context.elapsedMs() - startMs;
    const step = planNext(recordingOf(experiment), settings, { seed: context.seed, spentMs });
    if (step.kind === 'done') return step.reason;
    await takeStep(experiment, step, spentMs);
    if (recordingOf(experiment).duration === undefined) tellDuration(experiment);
  }
}
