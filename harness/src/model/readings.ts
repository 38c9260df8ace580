import type { MetricReadings } from './metrics/catalogue.js';
import type { PoolGauge } from './pool-gauge.js';

/** One process of a target's tree, at a floor or a sample. */
export interface ProcessReading {
  readonly pid: number;
  /** `master` and `worker <id>` in a `node:cluster`, else the name of its program. */
  readonly label: string;
  /** A worker does the same work as the other workers. A worker that ends is replaced. */
  readonly role: 'master' | 'worker' | 'process';
  /** Its share of the target's readings. A socket that several processes hold counts for the first of them. */
  readonly metrics: MetricReadings;
  /**
   * CPU time that it has used so far. Given for a Node.js process without the agent, because its heap could not be
   * read; absent for all others.
   */
  readonly unreadCpuMs?: number;
}

/** One worker thread at a floor, with its share of its process's memory. */
export interface ThreadShare {
  readonly pid: number;
  readonly thread: number;
  readonly metrics: MetricReadings;
}

/** What the heaps held between a floor and the one before it, according to V8's own collections. */
export interface HeapBetweenFloors {
  /** Number of full collections that V8 did by itself, in all processes. */
  readonly fullCollections: number;
  /** The most that was proven to be alive at once in one process, between the two floors or at the second. */
  readonly liveBytes: number;
  /**
   * An upper bound of what was alive in one process when V8 looked. It may include garbage. It is never below
   * `liveBytes`.
   */
  readonly atMostBytes: number;
  /** Bytes that all processes allocated. */
  readonly allocatedBytes: number;
}

/** A reading between blocks, after settling and forced collections. All verdicts are based on these. */
export interface FloorRecord {
  readonly type: 'floor';
  readonly target: string;
  /** 0 for the first floor of the target, 1 for the next one, and so on. */
  readonly index: number;
  /** Milliseconds since the run began, by a monotonic clock. */
  readonly atMs: number;
  /** Number of units sent to the target so far, for all endpoints together. */
  readonly requests: number;
  readonly metrics: MetricReadings;
  /** Each process, the root first. Absent where there is only one. */
  readonly processes?: readonly ProcessReading[];
  /** Worker threads whose heaps are in the metrics; absent where there are none. */
  readonly threads?: readonly ThreadShare[];
  /** Number of live worker threads whose heaps could not be read. Absent where there are none. */
  readonly unreadThreads?: number;
  /**
   * Number of sockets by `address:port` of the peer. `inbound` counts those that clients opened, `listening` those that
   * listen, and `other` those that are not TCP. Empty where there is no table of sockets.
   */
  readonly socketsByPeer: Readonly<Record<string, number>>;
  /**
   * False when descriptors, active handles and connections did not hold still in the time that was given, or when
   * collections still changed the heap. Growth is measured from such a floor too. Only rules about what must be gone at
   * rest leave it out.
   */
  readonly settled: boolean;
  readonly settleMs: number;
  /** Absent at the first floor, where a process does not tell it, and in recordings of earlier versions. */
  readonly heapBefore?: HeapBetweenFloors;
}

/** The gauges of one pool inside one process of the target. */
export interface PoolReading extends Omit<PoolGauge, 'id'> {
  readonly pid: number;
  /** It stays the same while the pool lives. Other processes use the same names. */
  readonly pool: string;
}

/**
 * A continuous reading without a collection, for charts and for the peaks that budgets limit. No verdict is based on
 * it.
 */
export interface SampleRecord {
  readonly type: 'sample';
  readonly target: string;
  readonly atMs: number;
  /** Number of units sent so far, as far as it was known at that moment. */
  readonly requests: number;
  readonly metrics: MetricReadings;
  /** Each process, with the metrics that cost little to read. Absent where there is only one process. */
  readonly processes?: readonly ProcessReading[];
  /** Each pool of database connections, at most eight. Absent where none was seen. */
  readonly pools?: readonly PoolReading[];
}
