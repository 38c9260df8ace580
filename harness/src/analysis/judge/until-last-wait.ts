import type { TargetRecording } from '../../model/recording.js';

/** The recording until the end of its latest wait, as if no failure had followed; null where nothing was waited for. */
export function untilLastWait(recording: TargetRecording): TargetRecording | null {
  const { blocks, floors } = recording;
  const last = blocks.findLastIndex(({ endpoint }) => endpoint === null);
  const wait = blocks[last];
  if (wait === undefined) return null;
  return { ...recording, blocks: blocks.slice(0, last + 1), floors: floors.slice(0, wait.floorAfter + 1), end: null };
}
