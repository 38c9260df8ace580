import type { PoolGauge } from '../../pool-gauge.js';

/** What the agent inside one CPython process reports. A field is null where this Python does not tell it. */
export interface PythonReading {
  readonly pid: number;
  /** Blocks of Python's own allocator that are in use: `sys.getallocatedblocks()`. Each has 512 bytes at most. */
  readonly blocks: number;
  /** Bytes of those blocks, as `sys._debugmallocstats()` counts them. */
  readonly blockBytes: number | null;
  /** Bytes in use by `malloc`: `uordblks + hblkhd` of mallinfo(3). */
  readonly mallocBytes: number | null;
  readonly rssBytes: number | null;
  /** Collections of all generations since the process began. */
  readonly collections: number;
  /** The collections that were forced for this reading (0 for a plain read), and whether the heap held still at the end. */
  readonly forced: { readonly passes: number; readonly durationMs: number; readonly isStable: boolean };
  /** What is alive after a collection. Null for a plain read. */
  readonly alive: PythonObjects | null;
}

/** What a walk over the objects that the collector tracks has found. */
export interface PythonObjects {
  readonly objects: number;
  /** Tasks of asyncio that are not done. */
  readonly tasks: number;
  readonly pools: readonly PoolGauge[];
}
