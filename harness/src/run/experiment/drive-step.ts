import type { PlannedBlock } from '../../analysis/plan/block-size.js';
import type { IdleStep } from '../../analysis/plan/plan-idle.js';
import type { PlannedStep } from '../../analysis/plan/plan-next.js';
import type { TogetherStep } from '../../analysis/plan/plan-together.js';
import type { BlockRecord } from '../../model/block.js';
import type { Endpoint } from '../../model/endpoint.js';
import { type LoadResult, noLoad } from '../../model/load.js';
import type { AgentReading, TimerGroup } from '../../model/target.js';
import { unlessAborted } from '../../platform/unless-aborted.js';
import { cpuBetween, readCpu } from '../../sampling/block-cpu.js';
import { readAgents } from '../../sampling/world.js';
import { type Experiment, recordingOf, unlessItEnds } from './experiment.js';
import { budgetEndsMs, inFlightMs } from './time-limits.js';

/**
 * Answers of the target's own servers between two readings, by status; null where no process counts them. The count of
 * a process that ended in between is lost, so its answers count as the proxy's.
 */
export function answeredBetween(
  before: readonly AgentReading[],
  after: readonly AgentReading[],
): Readonly<Record<string, number>> | null {
  if (!after.some(({ answers }) => answers !== null)) return null;
  const total: Record<string, number> = {};
  for (const { pid, answers } of after) {
    const earlier = before.find((reading) => reading.pid === pid)?.answers ?? {};
    for (const [status, count] of Object.entries(answers ?? {})) {
      const answered = count - (earlier[status] ?? 0);
      if (answered > 0) total[status] = (total[status] ?? 0) + answered;
    }
  }
  return total;
}

/** A step that does something to the target. */
export type NextStep = Exclude<PlannedStep, { kind: 'done' }>;

const crashNoticeMs = 200;

function endpointById({ endpoints, target }: Experiment, id: string): Endpoint {
  const endpoint = endpoints.find((candidate) => candidate.id === id);
  if (endpoint === undefined) throw new Error(`The plan names ${id}, which ${target.name} does not have.`);
  return endpoint;
}

/** Sends the load. Behind a proxy, adds the answers that the target's own processes gave meanwhile. */
async function countingAnswers({ target, world }: Experiment, send: () => Promise<LoadResult>): Promise<LoadResult> {
  if (target.proxyUrl === undefined) return send();
  const before = await readAgents(world);
  const sent = await send();
  const byTarget = answeredBetween(before, await readAgents(world));
  return byTarget === null ? sent : { ...sent, byTarget };
}

/** The first number for `{n}`. A target gets no number twice, unless the plan repeats a block. */
function takeNumbers({ progress }: Experiment, { requests, repeatsFrom }: PlannedBlock): number {
  if (repeatsFrom !== undefined) return repeatsFrom;
  const firstN = progress.nextN;
  progress.nextN += requests;
  return firstN;
}

/** Conditions under which a block is sent. */
interface Bounds {
  /** After this time no further request is sent. */
  readonly longestMs: number;
  /** What the error says was done when the target ends meanwhile. By default, that the endpoint was driven. */
  readonly during?: string;
}

/** The time-out of one request. It is shorter than configured where requests would wait until long after the budget. */
function timeoutFor(experiment: Experiment, longestMs: number): number {
  const { context, requestTimeoutMs } = experiment;
  const { settings } = context.recording.current().header;
  const endMs = budgetEndsMs(recordingOf(experiment), settings);
  if (endMs === null) return requestTimeoutMs;
  const leftMs = Math.max(0, endMs - context.elapsedMs() - longestMs);
  return Math.min(requestTimeoutMs, Math.round(leftMs + inFlightMs));
}

async function sendBlock(
  experiment: Experiment,
  planned: PlannedBlock,
  firstN: number,
  bounds: Bounds,
): Promise<LoadResult> {
  const { context, load, progress } = experiment;
  const endpoint = endpointById(experiment, planned.endpoint);
  const { requests, connections } = planned;
  const { longestMs, during = `${planned.endpoint} was driven` } = bounds;
  const timeoutMs = timeoutFor(experiment, longestMs);
  const block = { endpoint, requests, connections, timeoutMs, firstN, longestMs };
  const result = await unlessItEnds(experiment, during, async (signal) => {
    const sent = await countingAnswers(experiment, () => load.run(block, signal));
    // Broken connections may be the first sign of a crash. The exit of the process is reported a moment later.
    if (sent.errors > 0) await context.clock.sleep(crashNoticeMs, signal);
    return sent;
  });
  progress.requests += result.sent;
  return result;
}

/** One block that was done between two floors; an idle one has no endpoint. */
export type DoneBlock = Omit<BlockRecord, 'type' | 'target' | 'floorBefore' | 'floorAfter'>;

async function driveBlock(experiment: Experiment, planned: PlannedBlock, bounds: Bounds): Promise<DoneBlock> {
  const { context } = experiment;
  const { endpoint, phase, blocksBefore: stage, connections } = planned;
  const startMs = context.elapsedMs();
  const firstN = takeNumbers(experiment, planned);
  const keys = planned.repeatsFrom === undefined ? {} : ({ keys: 'repeated' } as const);
  const load = await sendBlock(experiment, planned, firstN, bounds);
  const endMs = context.elapsedMs();
  return { endpoint, phase, stage, requests: load.sent, connections, startMs, endMs, load, firstN, ...keys };
}

/** Drives one endpoint alone, and reads the CPU time that this took. */
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
 * Reading the timers of a large heap takes a second. This is part of the wait, because the target gets no requests
 * then. But its event loop is blocked meanwhile, so at least this share of the wait follows for timers that became due.
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

/**
 * The timers that wait to fire in the target's processes; null where a process cannot tell. Empty without an agent:
 * then nothing that timers may hold is accused in any case.
 */
function readTimers(experiment: Experiment): Promise<readonly TimerGroup[] | null> {
  const { agents } = experiment.target;
  return unlessItEnds(experiment, 'its timers were read', (signal) =>
    agents === null ? Promise.resolve([]) : unlessAborted(agents.timers(), signal),
  );
}

async function waitQuietly(experiment: Experiment, waitMs: number): Promise<LoadResult> {
  const { clock } = experiment.context;
  await unlessItEnds(experiment, 'it was left alone', (signal) => clock.sleep(waitMs, signal), waitMs);
  return noLoad;
}

/** Does one planned step. Returns its blocks, which lie between the floors around it. */
export async function driveStep(experiment: Experiment, step: NextStep): Promise<readonly DoneBlock[]> {
  if (step.kind === 'together') return driveTogether(experiment, step);
  return [step.kind === 'block' ? await driveAlone(experiment, step, step) : await leaveAlone(experiment, step)];
}
