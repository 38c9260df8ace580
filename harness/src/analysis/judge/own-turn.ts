import type { TargetRecording } from '../../model/recording.js';
import { type FlooredBlock, withFloors } from '../endpoint-blocks.js';

/** A stretch in which one endpoint alone was driven, after a pause in which the others could let go. */
export interface OwnTurn {
  readonly blocks: readonly FlooredBlock[];
  /** Idle blocks right after it; none while it goes on, or where another endpoint followed at once. */
  readonly pause: readonly FlooredBlock[];
}

/** Enough for three windows of which the newest half has six blocks. */
const fewestBlocks = 12;

/** Neighbouring blocks of one endpoint, or of none, belong together. */
function stretchesOf({ blocks }: TargetRecording): readonly (readonly TargetRecording['blocks'][number][])[] {
  const stretches: TargetRecording['blocks'][number][][] = [];
  for (const block of blocks) {
    const last = stretches.at(-1);
    if (last?.[0]?.endpoint === block.endpoint) last.push(block);
    else stretches.push([block]);
  }
  return stretches;
}

/**
 * The newest turn that an endpoint had for itself. What it shows is the endpoint's own: in rounds, what one endpoint
 * holds for some seconds goes while another is driven.
 *
 * @returns null where it had none, or no other endpoint is driven.
 */
export function latestOwnTurn(recording: TargetRecording, endpoint: string): OwnTurn | null {
  if (recording.target.endpoints.length < 2) return null;
  const stretches = stretchesOf(recording);
  const isIdle = (index: number): boolean => stretches[index]?.[0]?.endpoint === null;
  const index = stretches.findLastIndex(
    (stretch, at) => stretch[0]?.endpoint === endpoint && stretch.length >= fewestBlocks && isIdle(at - 1),
  );
  const floored = (at: number): readonly FlooredBlock[] =>
    (stretches[at] ?? []).flatMap((block) => withFloors(recording, block));
  return index === -1 ? null : { blocks: floored(index), pause: isIdle(index + 1) ? floored(index + 1) : [] };
}
