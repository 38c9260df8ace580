import type { MetricReadings } from './metrics/catalogue.js';
import type { PoolGauge } from './pool-gauge.js';

/** One process of a target's tree, at a floor or a sample. */
export interface ProcessReading {
  readonly pid: number;
  /** `master` and `worker <id>` in a `node:cluster`, else the name of its program. */
  readonly label: string;
  /** A worker does the same work as the other workers, and one that ends is replaced. */
  readonly role: 'master' | 'worker' | 'process';
  /** Its share of the target's readings; what several processes hold together counts for the first of them. */
  readonly metrics: MetricReadings;
  /** CPU time that it has used so far, of a Node.js process without the agent, whose heap could not be read; absent for others. */
  readonly unreadCpuMs?: number;
}

/** One worker thread at a floor: its share of its process's memory. */
export interface ThreadShare {
  readonly pid: number;
  readonly thread: number;
  readonly metrics: MetricReadings;
}

/** What the heaps held between a floor and the one before it, as V8's own collections tell. */
export interface HeapBetweenFloors {
  /** Full collections that V8 did by itself, in all processes. */
  readonly fullCollections: number;
  /** The most that was proven alive at once in one process: between the floors, or at the second. */
  readonly liveBytes: number;
  /** No more than that was alive in one process when V8 looked; garbage may be among it. Never below `liveBytes`. */
  readonly atMostBytes: number;
  /** Allocated by all processes. */
  readonly allocatedBytes: number;
}

/** A reading between blocks, after settling and forced collection. What verdicts stand on. */
export interface FloorRecord {
  readonly type: 'floor';
  readonly target: string;
  /** 0 for the first floor of the target, then counting up. */
  readonly index: number;
  /** Milliseconds since the run began, monotonic. */
  readonly atMs: number;
  /** Units sent to the target so far, all endpoints together. */
  readonly requests: number;
  readonly metrics: MetricReadings;
  /** Each process, root first; absent where there is only one. */
  readonly processes?: readonly ProcessReading[];
  /** Worker threads whose heaps are in the metrics; absent where there are none. */
  readonly threads?: readonly ThreadShare[];
  /** Live worker threads whose heaps could not be read; absent where there are none. */
  readonly unreadThreads?: number;
  /**
   * Sockets by `address:port` of the peer. `inbound` has those that clients opened, `listening` those that listen, `other`
   * those that are no TCP. Empty where there is no table of sockets.
   */
  readonly socketsByPeer: Readonly<Record<string, number>>;
  /**
   * False when patience ended before descriptors, active handles and connections held still, or when collections still
   * changed the heap. Growth is taken from such a floor all the same; only rules on what must be nothing at rest leave it out.
   */
  readonly settled: boolean;
  readonly settleMs: number;
  /** Absent at the first floor, where a process does not tell, and in recordings of earlier versions. */
  readonly heapBefore?: HeapBetweenFloors;
}

/** The gauges of one pool inside one process of the target. */
export interface PoolReading extends Omit<PoolGauge, 'id'> {
  readonly pid: number;
  /** Stable while the pool lives; the same names occur in other processes. */
  readonly pool: string;
}

/** A continuous reading without collection, for charts and the peaks that budgets limit. No verdict stands on it. */
export interface SampleRecord {
  readonly type: 'sample';
  readonly target: string;
  readonly atMs: number;
  /** Units sent so far, as far as known at that moment. */
  readonly requests: number;
  readonly metrics: MetricReadings;
  /** Each process, with what costs little to read; absent where there is only one. */
  readonly processes?: readonly ProcessReading[];
  /** Each pool of database connections, up to eight of them; absent where none was seen. */
  readonly pools?: readonly PoolReading[];
}
