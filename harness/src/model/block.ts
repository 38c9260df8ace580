import type { LoadResult } from './load.js';
import type { TimerGroup } from './target.js';

/**
 * What a block is for. `scout`: the first blocks, one request after the other, twice as many in each. `warm-up`: blocks over
 * all connections that grow fourfold. `measure`: blocks of full size, and all groups over several connections. `idle`: no
 * requests, only time.
 */
export type BlockPhase = 'scout' | 'warm-up' | 'measure' | 'idle';

/** CPU time that a block took, in user and kernel mode. */
export interface BlockCpu {
  /** All processes of the target. */
  readonly targetMs: number;
  /** Leakline itself. It sends the same requests from the first block to the last, so only the machine can make them dearer. */
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
  /**
   * How many blocks its endpoint had alone before it; in a group, how many groups there were. A block of repeated inputs has
   * the number of the block that it repeats. The name is that of an earlier plan, and nothing is judged by it.
   */
  readonly stage: number;
  readonly requests: number;
  readonly connections: number;
  readonly startMs: number;
  readonly endMs: number;
  /** Indexes of the floors around it. */
  readonly floorBefore: number;
  readonly floorAfter: number;
  readonly load: LoadResult;
  /** Absent where several endpoints were driven together, where it cannot be read, and in recordings of earlier versions. */
  readonly cpu?: BlockCpu;
  /** Value of `{n}` in its first request; it counts up with each request. Absent in idle blocks and in recordings of earlier versions. */
  readonly firstN?: number;
  /** The same requests as in an earlier block of this endpoint, number for number; absent where they are new. */
  readonly keys?: 'repeated';
  /** Timers that were pending when an idle block began; absent where nobody looked, null where a look could not tell them. */
  readonly timers?: readonly TimerGroup[] | null;
}
