import type { PoolGauge } from '../../pool-gauge.js';

/** The heap of one worker thread after a collection of its own. Resident memory is the process's. */
export interface NodeThreadReading {
  readonly threadId: number;
  readonly heapUsedBytes: number;
  readonly externalBytes: number;
  readonly arrayBuffersBytes: number;
  /** As for the process. */
  readonly census: string | null;
}

/** What the heap of one process held from one full collection that Leakline forced to the next, as V8's own ones tell. */
export interface NodeHeapSpan {
  /** Full collections that V8 did by itself. */
  readonly fullCollections: number;
  /** The most that one of them proves to have been alive at once; null without any. */
  readonly liveBytes: number | null;
  /**
   * No more than that was alive when V8 looked: the least that a full collection left, the garbage of its own time among it;
   * without one, the most that any collection left.
   */
  readonly atMostBytes: number;
  /** By everything that ran meanwhile. */
  readonly allocatedBytes: number;
}

/** What the agent inside one Node.js process reports; null where this Node.js does not let it know, or as said. */
export interface NodeReading {
  readonly pid: number;
  /** Its place in a `node:cluster`, with the worker's own id; null outside of one. */
  readonly clusterPlace: 'master' | `worker ${number}` | null;
  readonly heapUsedBytes: number;
  readonly heapTotalBytes: number;
  readonly externalBytes: number;
  readonly arrayBuffersBytes: number;
  readonly rssBytes: number;
  readonly heapLimitBytes: number;
  /** V8's own malloc use (zones, backing structures), from `v8.getHeapStatistics()`. */
  readonly mallocedBytes: number;
  /** `process.getActiveResourcesInfo()` counted by type, without the agent's own. */
  readonly activeResources: Readonly<Record<string, number>> | null;
  readonly pools: readonly PoolGauge[] | null;
  /** Answers of the process's HTTP servers by status, since it began; null where nobody asked for them, or the channel told of none, not even of one of the agent's own. */
  readonly answers: Readonly<Record<string, number>> | null;
  /** Collections since the process began. */
  readonly gc: { readonly major: number; readonly minor: number; readonly pauseMs: number } | null;
  /** Forced collections that this reading took (0 for a plain read) and whether the heap held still at the end. */
  readonly forced: { readonly passes: number; readonly durationMs: number; readonly isStable: boolean };
  /** Share of the time since the last reading that the event loop was busy, 0–1. */
  readonly eventLoopUtilization: number;
  /** Heap after the latest full collection as `@airbnb/node-memwatch` saw it; null where it is not installed. */
  readonly memwatchUsedHeapBytes: number | null;
  /**
   * V8's own text of what is alive by type of object, after a collection; null without one, where V8's optimisation is
   * off, and where this Node.js does not tell.
   */
  readonly census: string | null;
  /** A census was wanted and could not be taken; from then on there is none. */
  readonly isCensusUnknown: boolean;
  /** Worker threads that were read; null where there are some and nobody asked them, as in a plain read. The memory above is the main thread's. */
  readonly threads: readonly NodeThreadReading[] | null;
  /** Live worker threads that did not answer. */
  readonly unreadThreads: number;
  /** What the heap held since the collection before; null of a plain read, of the first, and where this Node.js does not tell. */
  readonly heapSpan: NodeHeapSpan | null;
}
