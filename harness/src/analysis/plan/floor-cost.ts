import type { TargetRecording } from '../../model/recording.js';

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
