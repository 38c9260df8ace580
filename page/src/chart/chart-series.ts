import type { BlockPhase } from '../../../harness/src/model/block.js';
import type { MetricId } from '../../../harness/src/model/metrics/catalogue.js';
import type { TargetTrace } from '../../../harness/src/model/trace.js';
import { type AlignedPoints, alignPoints } from './align.js';

/** What a chart's horizontal axis counts. Verdicts know requests only; time shows what happens between floors. */
export type XAxis = 'requests' | 'time';

/** The stretch of a chart that one block covers, or several that were driven together. */
export interface BlockSpan {
  readonly from: number;
  readonly to: number;
  /** Null where no request was sent, or where several endpoints got them. */
  readonly endpoint: string | null;
  readonly phase: BlockPhase;
  /** How many endpoints were driven together; absent where one was alone. */
  readonly together?: number;
  /** Requests that were sent before; absent where they are new. */
  readonly keys?: 'repeated';
}

const nothing = { x: [], y: [] };

/** One metric: floors against requests, or floors and continuous readings against time. */
export function chartSeries(trace: TargetTrace, metric: MetricId, axis: XAxis): AlignedPoints {
  const column = ownEntry(trace.floors.values, metric);
  const floors = column === undefined ? nothing : { x: floorPositions(trace, axis), y: column };
  const read = axis === 'time' ? ownEntry(trace.samples, metric) : undefined;
  const originMs = originMsOf(trace);
  const samples = read === undefined ? nothing : { x: read.atMs.map((ms) => (ms - originMs) / 1000), y: read.values };
  return alignPoints(floors, samples);
}

/** Where each block lies on the axis, in order; those that were driven together lie at the same place, and are one. */
export function blockSpans(trace: TargetTrace, axis: XAxis): readonly BlockSpan[] {
  const x = floorPositions(trace, axis);
  return trace.blocks.flatMap(({ floorBefore, floorAfter, endpoint, phase, together, keys }, index) => {
    if (trace.blocks[index - 1]?.floorBefore === floorBefore) return [];
    const isOneOfSeveral = trace.blocks[index + 1]?.floorBefore === floorBefore;
    return {
      from: x[floorBefore] ?? 0,
      to: x[floorAfter] ?? 0,
      endpoint: isOneOfSeveral ? null : endpoint,
      phase,
      ...(together === undefined ? {} : { together }),
      ...(keys === undefined ? {} : { keys }),
    };
  });
}

/** Seconds since the target's first floor, or units sent, of each floor. */
export function floorPositions(trace: TargetTrace, axis: XAxis): readonly number[] {
  const { atMs, requests } = trace.floors;
  const originMs = originMsOf(trace);
  return axis === 'requests' ? requests : atMs.map((ms) => (ms - originMs) / 1000);
}

const originMsOf = ({ floors }: TargetTrace): number => floors.atMs[0] ?? 0;

/** Metrics are named by strangers: `toString` is nobody's column. */
const ownEntry = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
