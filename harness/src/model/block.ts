import type { LoadResult } from './load.js';
import type { TimerGroup } from './target.js';

/**
 * What a block is for. `scout`: one of the first blocks, which send one request after the other, each twice as many as
 * the one before. `warm-up`: a block over all connections, each four times as large as the one before. `measure`: a
 * block of full size, and every group over several connections. `idle`: no requests are sent.
 */
export type BlockPhase = 'scout' | 'warm-up' | 'measure' | 'idle';

/** CPU time that a block took, in user and kernel mode. */
export interface BlockCpu {
  /** CPU time of all processes of the target. */
  readonly targetMs: number;
  /**
   * CPU time of Leakline itself. It sends the same requests from the first block to the last, so if this time rises,
   * the cause is the machine.
   */
  readonly loadMs: number;
}

/**
 * Requests of one endpoint between two floors. Several blocks with the same two floors were driven together. What grew
 * between these floors then belongs to all of their endpoints.
 */
export interface BlockRecord {
  readonly type: 'block';
  readonly target: string;
  /** Id of the endpoint; null for an idle block. */
  readonly endpoint: string | null;
  readonly phase: BlockPhase;
  /**
   * The number of blocks that its endpoint had alone before it; in a group, the number of groups before it. A block of
   * repeated inputs has the number of the block that it repeats. The name comes from an earlier plan. No verdict uses
   * it.
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
  /**
   * Absent where several endpoints were driven together, where it could not be read, where a process came or went
   * during the block, and in recordings of earlier versions.
   */
  readonly cpu?: BlockCpu;
  /**
   * Value of `{n}` in its first request; each further request has the next number. Absent in idle blocks and in
   * recordings of earlier versions.
   */
  readonly firstN?: number;
  /**
   * `repeated`: its requests have the same numbers as those of an earlier block of this endpoint. Absent where they are
   * new.
   */
  readonly keys?: 'repeated';
  /**
   * Timers that were pending when an idle block began. Absent where nobody looked; null where they could not be read.
   */
  readonly timers?: readonly TimerGroup[] | null;
}
