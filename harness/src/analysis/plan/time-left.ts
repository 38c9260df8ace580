import type { AnalysisSettings } from '../../model/analysis-settings.js';
import type { TargetRecording } from '../../model/recording.js';
import { drivenBlocks } from '../endpoint-blocks.js';
import type { PlannedBlock } from './block-size.js';

/** What each floor after the first took, in milliseconds and in time order: settling, collecting and reading. */
export function floorCostsMs({ blocks, floors }: TargetRecording): readonly number[] {
  const endedMs = new Map<number, number>();
  for (const { floorAfter, endMs } of blocks) endedMs.set(floorAfter, Math.max(endMs, endedMs.get(floorAfter) ?? 0));
  return [...endedMs].flatMap(([index, endMs]) => {
    const floor = floors[index];
    return floor === undefined ? [] : [floor.atMs - endMs];
  });
}

/** Floors take longer as the heap grows, so only the latest ones count. */
const latestFloors = 3;

/** How long the next floor will take at most, in milliseconds, by the latest ones. */
export const nextFloorMs = (recording: TargetRecording): number =>
  Math.max(0, ...floorCostsMs(recording).slice(-latestFloors));

/** Share of the budget for load and floors. The rest is for the wait at the end. */
const loadShare = 0.95;

/**
 * An endpoint that got slow must not hold up the run: no further request is sent after this many times the expected
 * duration.
 */
const deadlineFactor = 4;
const shortestDeadlineMs = 5_000;

/**
 * When the last block should be over, in milliseconds since the target's first request. Its floor and the one after the
 * wait at the end also fit into the budget then.
 */
export const loadEndsMs = (recording: TargetRecording, { budgetMs }: Pick<AnalysisSettings, 'budgetMs'>): number =>
  loadShare * budgetMs - 2 * nextFloorMs(recording);

/** How long a block will take if each connection is answered as fast as in the endpoint's last block; 0 before its first. */
export function expectedBlockMs(recording: TargetRecording, { endpoint, requests, connections }: PlannedBlock): number {
  const last = drivenBlocks(recording, endpoint).at(-1)?.block;
  if (last === undefined) return 0;
  const answerMs = (last.load.durationMs * last.connections) / Math.max(1, last.load.sent);
  return Math.ceil(requests / connections) * answerMs;
}

/**
 * After this time no further request of a block is sent: not long after the block should be over, and not after the end
 * of the load.
 */
export const deadlineMs = (expectedMs: number, leftMs: number): number =>
  Math.min(leftMs, Math.max(shortestDeadlineMs, deadlineFactor * expectedMs));
