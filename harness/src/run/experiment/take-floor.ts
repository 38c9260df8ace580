import { countsObjects, returnPatienceMs } from '../../analysis/plan/plan-floor.js';
import type { FloorRecord } from '../../model/readings.js';
import { HarnessError } from '../../platform/harness-error.js';
import { unlessAborted } from '../../platform/unless-aborted.js';
import { type FloorReading, readFloor } from '../../sampling/read-floor.js';
import type { SamplingWorld } from '../../sampling/world.js';
import { type Experiment, recordingOf, unlessItEnds } from './experiment.js';

/**
 * An event loop that is blocked for seconds is slow, not dead: thousands of timers that fire at once are enough to
 * block it. So a floor without an agent's answer is tried once more. The second try gets what the first has left of
 * this time, or of half of the budget where that is less. The time is at least twice the time-out of a reading (5 s).
 */
const longestFloorMs = 30_000;
const shareOfBudget = 0.5;
const shortestPatienceMs = 10_000;

const floorPatienceMs = (budgetMs: number): number =>
  Math.min(longestFloorMs, Math.max(shortestPatienceMs, shareOfBudget * budgetMs));

/** Reads. Where an agent did not answer in time, reads once more with longer patience. */
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

/** Takes a floor, records it and reports it. */
export async function takeFloor(experiment: Experiment): Promise<FloorRecord> {
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
