import type {
  AllocationEvidence,
  Handed,
  OriginEvidence,
  RawFrame,
  ServerView,
  WritingEvidence,
} from '../../model/evidence.js';
import type { HeldGrowth } from '../heap/analyze-snapshots.js';

/** A frame, with what its call gave back where that was seen. */
export type FollowedFrame = RawFrame & { readonly gave?: Handed };

/** Something that grew, with the lines that were seen to write it. */
export interface WrittenGrowth extends HeldGrowth {
  readonly writtenBy?: readonly WritingEvidence<FollowedFrame>[];
}

/** What a diagnose pass saw, in the terms of the code that runs. */
export interface RawEvidence {
  readonly requests: number;
  /** Of those: units of the second half. */
  readonly lateRequests: number;
  readonly origins: readonly (OriginEvidence<FollowedFrame> & {
    readonly server: ServerView | null;
    /** How many frames the agent saw, where what led to them was added. */
    readonly seen?: number;
  })[];
  readonly allocations: readonly AllocationEvidence<FollowedFrame>[];
  readonly growths: readonly WrittenGrowth[];
}
