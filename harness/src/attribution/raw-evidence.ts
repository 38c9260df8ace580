import type {
  AllocationEvidence,
  FollowedFrame,
  OriginEvidence,
  ServerView,
  WritingEvidence,
} from '../model/evidence.js';
import type { HeldGrowth } from './held-growth.js';

/** Something that grew, with the lines that were seen to write it. */
export interface WrittenGrowth extends HeldGrowth {
  readonly writtenBy?: readonly WritingEvidence<FollowedFrame>[];
}

/** What a diagnose pass saw, with places in the code that runs (not in its source). */
export interface RawEvidence {
  readonly requests: number;
  /** Number of units in the second half of the requests. */
  readonly lateRequests: number;
  readonly origins: readonly (OriginEvidence<FollowedFrame> & {
    readonly server: ServerView | null;
    /** How many frames of the stack the agent saw. The others were added: they are the code that led to it. */
    readonly seen?: number;
  })[];
  readonly allocations: readonly AllocationEvidence<FollowedFrame>[];
  readonly growths: readonly WrittenGrowth[];
}
