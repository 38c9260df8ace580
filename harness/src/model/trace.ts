import type { BlockPhase } from './block.js';
import type { ByMetric, MetricId } from './metrics/catalogue.js';
import type { RunResult } from './result.js';

/**
 * The recorded numbers of one target, column by column, ready to be drawn. A metric that was not read at a moment is
 * null.
 */
export interface TargetTrace {
  readonly target: string;
  /** Continuous readings by metric. Where there are too many to be drawn, some are left out. */
  readonly samples: ByMetric<SampleSeries>;
  /** How many continuous readings were taken. */
  readonly sampleCount: number;
  readonly floors: TraceColumns & { readonly settled: readonly boolean[] };
  readonly blocks: readonly TraceBlock[];
  /** Absent where no pool was seen. */
  readonly pools?: readonly PoolTrace[];
}

/** A pool of database connections over time, from the first reading of it to the last. */
export interface PoolTrace {
  readonly pid: number;
  readonly pool: string;
  readonly max: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** The moments at which one of the gauges changed, column by column. */
  readonly gauges: {
    readonly atMs: readonly number[];
    readonly total: readonly number[];
    readonly checkedOut: readonly number[];
    readonly waiting: readonly number[];
  };
  /** In the order in which they were first seen. */
  readonly connections: readonly PoolConnectionTrace[];
  /** Number of connections that were seen and are not listed. */
  readonly unlisted: number;
}

export interface PoolConnectionTrace {
  readonly backendPid: number;
  readonly spans: readonly PoolSpan[];
}

/** A span of time during which every reading found a connection in the same state. */
export interface PoolSpan {
  readonly fromMs: number;
  readonly toMs: number;
  readonly isCheckedOut: boolean;
}

/**
 * Readings of one metric in order of time. Where some are left out, the lowest and the highest of each stretch are
 * kept.
 */
export interface SampleSeries {
  readonly atMs: readonly number[];
  readonly requests: readonly number[];
  readonly values: readonly number[];
}

export interface TraceColumns {
  readonly atMs: readonly number[];
  /** Number of units sent to the target so far, for all endpoints together. */
  readonly requests: readonly number[];
  readonly values: ByMetric<readonly (number | null)[]>;
}

export interface TraceBlock {
  readonly endpoint: string | null;
  readonly phase: BlockPhase;
  readonly requests: number;
  /** Indexes into the trace's floors. */
  readonly floorBefore: number;
  readonly floorAfter: number;
  /** `repeated`: its requests had been sent before. Absent where they are new. */
  readonly keys?: 'repeated';
  /**
   * Number of endpoints that were driven between the same two floors, this one included. What grew belongs to all of
   * them. Absent where it was driven alone.
   */
  readonly together?: number;
}

/** Everything that the HTML page is given. */
export interface ReportDocument {
  readonly result: RunResult;
  readonly traces: readonly TargetTrace[];
  /** `title` and `unit` of each metric that occurs. */
  readonly metrics: readonly { readonly id: MetricId; readonly title: string; readonly unit: 'bytes' | 'count' }[];
}
