import type { LoadResult } from './load.js';
import type { TimerGroup } from './target.js';

/** What a block is for. `scout`: the first tiny ones. `warm-up`: until floors hold still. `measure`: growing stages. `idle`: no requests, only time. */
export type BlockPhase = 'scout' | 'warm-up' | 'measure' | 'idle';

/** CPU time that a block took, in user and kernel mode. */
export interface BlockCpu {
  /** All processes of the target. */
  readonly targetMs: number;
  /** Leakline itself, which sends the same requests from the first block to the last: what makes them dearer is the machine. */
  readonly loadMs: number;
}

/**
 * Requests of one endpoint between two floors. Several blocks with the same two floors were driven together: what grew
 * between these floors belongs to all of their endpoints.
 */
export interface BlockRecord {
  readonly type: 'block';
  readonly target: string;
  /** Id of the endpoint; null for an idle block. */
  readonly endpoint: string | null;
  readonly phase: BlockPhase;
  /** Counts up when the block size doubles. */
  readonly stage: number;
  readonly requests: number;
  readonly connections: number;
  readonly startMs: number;
  readonly endMs: number;
  /** Indexes of the floors around it. */
  readonly floorBefore: number;
  readonly floorAfter: number;
  readonly load: LoadResult;
  /** Absent where others were driven at the same time, where it cannot be read, and in recordings of earlier versions. */
  readonly cpu?: BlockCpu;
  /** Value of `{n}` in its first request; the others count up. Absent in idle blocks and in recordings of earlier versions. */
  readonly firstN?: number;
  /** The same requests as in an earlier block of this endpoint, number for number; absent where they are new. */
  readonly keys?: 'repeated';
  /**
   * Timers that waited to fire when an idle block began; absent where nobody looked, null where somebody did and could
   * not know.
   */
  readonly timers?: readonly TimerGroup[] | null;
}
