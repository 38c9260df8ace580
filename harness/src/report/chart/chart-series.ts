import type { MetricId } from '../../model/metrics.js';
import type { BlockPhase } from '../../model/recording.js';
import type { TargetTrace, TraceColumns } from '../../model/trace.js';
import { type AlignedPoints, alignPoints } from './align.js';
import { downsample, type Points } from './downsample.js';

/** What a chart's horizontal axis counts. Verdicts know requests only; time shows leaks that need none. */
export type XAxis = 'requests' | 'time';

/** The stretch of a chart that one block covers. */
export interface BlockSpan {
  readonly from: number;
  readonly to: number;
  readonly endpoint: string | null;
  readonly phase: BlockPhase;
  readonly stage: number;
}

/** Floors and downsampled samples of one metric on a common axis. */
export function chartSeries(trace: TargetTrace, metric: MetricId, axis: XAxis): AlignedPoints {
  const originMs = trace.floors.atMs[0] ?? 0;
  const floors = pointsOf(trace.floors, metric, axis, originMs);
  const samples = pointsOf(trace.samples, metric, axis, originMs);
  return alignPoints(floors, downsample(samples));
}

/** Where each block lies on the axis, in order. */
export function blockSpans({ floors, blocks }: TargetTrace, axis: XAxis): readonly BlockSpan[] {
  const x = positionsOf(floors, axis, floors.atMs[0] ?? 0);
  return blocks.map(({ floorBefore, floorAfter, endpoint, phase, stage }) => ({
    from: x[floorBefore] ?? 0,
    to: x[floorAfter] ?? 0,
    endpoint,
    phase,
    stage,
  }));
}

function pointsOf(columns: TraceColumns, metric: MetricId, axis: XAxis, originMs: number): Points {
  const values = Object.hasOwn(columns.values, metric) ? columns.values[metric] : undefined;
  return values === undefined ? { x: [], y: [] } : { x: positionsOf(columns, axis, originMs), y: values };
}

/** Seconds since the target's first floor, or units sent. */
function positionsOf({ atMs, requests }: TraceColumns, axis: XAxis, originMs: number): readonly number[] {
  return axis === 'requests' ? requests : atMs.map((ms) => (ms - originMs) / 1000);
}
