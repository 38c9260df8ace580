import type { AnalysisSettings } from '../../model/analysis-settings.js';
import type { TargetRecording } from '../../model/recording.js';
import { drivenBlocks } from '../endpoint-blocks.js';
import type { PlannedBlock } from './block-size.js';

/** What each floor but the first cost, in milliseconds, in time order: settling, collecting and reading. */
export function floorCostsMs({ blocks, floors }: TargetRecording): readonly number[] {
  const endedMs = new Map<number, number>();
  for (const { floorAfter, endMs } of blocks) endedMs.set(floorAfter, Math.max(endMs, endedMs.get(floorAfter) ?? 0));
  return [...endedMs].flatMap(([index, endMs]) => {
    const floor = floors[index];
    return floor === undefined ? [] : [floor.atMs - endMs];
  });
}

/** Floors get dearer as the heap grows: the latest ones tell. */
const latestFloors = 3;

/** What the next floor will cost at most, in milliseconds, as far as the latest ones tell. */
export const nextFloorMs = (recording: TargetRecording): number =>
  Math.max(0, ...floorCostsMs(recording).slice(-latestFloors));

/** Share of the budget that is load and floors; the rest is for the wait for what may come back. */
const loadShare = 0.95;

/** What got slow must not hold up the run: no further request is sent after so many times the expected duration. */
const deadlineFactor = 4;
const shortestDeadlineMs = 5_000;

/**
 * When the last block should be over, in milliseconds since the target's first request: its floor and the one after the
 * wait at the end fit into the budget, too.
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

/** After so long no further request of a block is sent: neither long after it should be over, nor after the load. */
export const deadlineMs = (expectedMs: number, leftMs: number): number =>
  Math.min(leftMs, Math.max(shortestDeadlineMs, deadlineFactor * expectedMs));
