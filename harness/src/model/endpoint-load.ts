import type { MetricId } from './metrics/catalogue.js';

/** The median of an endpoint's blocks at full concurrency, with a 99 % interval of that median. */
export interface BlockFigure {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Latency and throughput, block by block, so that their noise is known. */
export interface BlockLoad {
  readonly blocks: number;
  readonly latencyP50Ms: BlockFigure;
  /** Null where the blocks have too few requests for a 99th percentile. */
  readonly latencyP99Ms: BlockFigure | null;
  readonly requestsPerSecond: BlockFigure;
}

/** The highest reading of a metric in each block at full concurrency. The figure is the median of these. */
export interface BlockPeak extends BlockFigure {
  readonly metric: MetricId;
}

export interface EndpointLoad {
  readonly sent: number;
  readonly ok: number;
  readonly non2xx: number;
  readonly errors: number;
  readonly timeouts: number;
  readonly requestsPerSecond: number;
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number };
  /** Answers by status. Each HTTP request has one. */
  readonly byStatus: Readonly<Record<string, number>>;
  /**
   * The answers that came from a proxy in front of the target itself. Null without a proxy, or where it cannot be told.
   */
  readonly fromProxy: Readonly<Record<string, number>> | null;
  /** Null where there are too few blocks to know their noise. Absent in results of earlier versions. */
  readonly byBlock?: BlockLoad | null;
  /**
   * Peaks of what is a descriptor (connections, sockets) while the endpoint was driven. Absent in results of earlier
   * versions.
   */
  readonly peaks?: readonly BlockPeak[];
}

/**
 * What an endpoint's requests needed of the JavaScript heap while they were under way, besides what they left behind.
 * It covers the main threads only. No verdict is based on it.
 */
export interface EndpointPeak {
  /**
   * The most that was proven to be alive at once in one process, from floor to floor: by V8's own full collections, or
   * at a floor.
   */
  readonly liveHeapBytes: number;
  /** An upper bound of what was alive when V8 looked. It may include garbage. */
  readonly liveHeapAtMostBytes: number;
  /** Bytes allocated, divided by the number of requests. Null where it cannot be told. */
  readonly allocatedBytesPerRequest: number | null;
  /** Whether other endpoints were driven at the same time. The figures then include what those needed. */
  readonly isShared: boolean;
}

/** What a request took at one time of the run. Each figure is the median of several blocks. */
export interface SlowdownMoment {
  /** Number of requests sent to the target until then, for all endpoints together. */
  readonly requests: number;
  readonly latencyP50Ms: number;
  /** CPU time of all processes of the target. Null where it was not read. */
  readonly cpuMsPerRequest: number | null;
}

/** Requests take longer, the more requests the target had before. No verdict is based on it. */
export interface Slowdown {
  /** What rose beyond doubt: the work of the service itself, or only the time until its answer. */
  readonly figure: 'cpuMsPerRequest' | 'latencyP50Ms';
  readonly early: SlowdownMoment;
  readonly late: SlowdownMoment;
}
