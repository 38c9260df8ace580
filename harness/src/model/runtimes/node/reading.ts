import type { PoolGauge } from '../../pool-gauge.js';

/**
 * The heap of one worker thread, after a collection of its own. Resident memory is only known for the whole process.
 */
export interface NodeThreadReading {
  readonly threadId: number;
  readonly heapUsedBytes: number;
  readonly externalBytes: number;
  readonly arrayBuffersBytes: number;
  /** As in `NodeReading`. */
  readonly census: string | null;
}

/**
 * What the heap of one process held between two full collections that Leakline forced, according to V8's own
 * collections.
 */
export interface NodeHeapSpan {
  /** Number of full collections that V8 did by itself. */
  readonly fullCollections: number;
  /** The most that one of these proves to have been alive at once. Null where there was none. */
  readonly liveBytes: number | null;
  /**
   * An upper bound of what was alive when V8 looked. It is the least that a full collection left, which includes the
   * garbage that was made while it ran. Where there was no full collection, it is the most that any collection left.
   */
  readonly atMostBytes: number;
  /** Bytes that everything allocated that ran in this time. */
  readonly allocatedBytes: number;
}

/**
 * What the agent inside one Node.js process reports. A field is null where this Node.js does not tell it, or where the
 * field says so.
 */
export interface NodeReading {
  readonly pid: number;
  /** Its place in a `node:cluster`, with the worker's own id. Null outside of a cluster. */
  readonly clusterPlace: 'master' | `worker ${number}` | null;
  readonly heapUsedBytes: number;
  readonly heapTotalBytes: number;
  readonly externalBytes: number;
  readonly arrayBuffersBytes: number;
  readonly rssBytes: number;
  readonly heapLimitBytes: number;
  /** Memory that V8 itself took by malloc (zones, backing structures), from `v8.getHeapStatistics()`. */
  readonly mallocedBytes: number;
  /** `process.getActiveResourcesInfo()`, counted by type. The agent's own resources are left out. */
  readonly activeResources: Readonly<Record<string, number>> | null;
  readonly pools: readonly PoolGauge[] | null;
  /**
   * Answers of the process's HTTP servers by status, since the process began. Null where nobody asked for them, and
   * until the channel of Node.js has told of an answer. The agent sends one itself, to see whether it does.
   */
  readonly answers: Readonly<Record<string, number>> | null;
  /** Number of collections since the process began. */
  readonly gc: { readonly major: number; readonly minor: number; readonly pauseMs: number } | null;
  /**
   * The collections that were forced for this reading (0 for a plain read), and whether the heap held still at the end.
   */
  readonly forced: { readonly passes: number; readonly durationMs: number; readonly isStable: boolean };
  /** Share of the time since the last reading during which the event loop was busy, 0–1. */
  readonly eventLoopUtilization: number;
  /** The heap after the latest full collection, as `@airbnb/node-memwatch` saw it. Null where that is not installed. */
  readonly memwatchUsedHeapBytes: number | null;
  /**
   * V8's own text about what is alive after a collection, by type of object. Null for a plain read, where no census was
   * asked for, where V8's optimisation is off, and where this Node.js does not tell it.
   */
  readonly census: string | null;
  /** Whether a census was wanted and could not be taken. No further census is taken then. */
  readonly isCensusUnknown: boolean;
  /**
   * The worker threads that were read. Null where there are some and they were not asked, as in a plain read. The
   * memory above is that of the main thread.
   */
  readonly threads: readonly NodeThreadReading[] | null;
  /** Number of live worker threads that did not answer. */
  readonly unreadThreads: number;
  /**
   * What the heap held since the last forced collection. Null for a plain read, for the first collection, and where
   * this Node.js does not tell it.
   */
  readonly heapSpan: NodeHeapSpan | null;
}
