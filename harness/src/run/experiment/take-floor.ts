import { countsObjects, returnPatienceMs } from '../../analysis/plan/plan-floor.js';
import type { FloorRecord } from '../../model/readings.js';
import { HarnessError } from '../../platform/harness-error.js';
import { unlessAborted } from '../../platform/unless-aborted.js';
import { type FloorReading, readFloor } from '../../sampling/read-floor.js';
import type { SamplingWorld } from '../../sampling/world.js';
import { type Experiment, recordingOf, unlessItEnds } from './experiment.js';

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

/** Takes a floor, records it and tells reporters. */
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
