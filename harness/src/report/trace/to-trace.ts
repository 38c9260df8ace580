import type { MetricId, MetricReadings } from '../../model/metrics.js';
import type { BlockRecord, FloorRecord, TargetRecording } from '../../model/recording.js';
import type { TargetTrace, TraceBlock, TraceColumns } from '../../model/trace.js';

interface Reading {
  readonly atMs: number;
  readonly requests: number;
  readonly metrics: MetricReadings;
}

/** Turns one target's records into columns that can be drawn. */
export function toTrace(recording: TargetRecording): TargetTrace {
  return {
    target: recording.target.name,
    samples: toColumns(recording.samples),
    floors: { ...toColumns(recording.floors), settled: recording.floors.map(({ settled }) => settled) },
    blocks: toBlocks(recording.blocks, recording.floors),
  };
}

function toColumns(readings: readonly Reading[]): TraceColumns {
  const metrics = new Set<MetricId>();
  for (const reading of readings) for (const metric of Object.keys(reading.metrics)) metrics.add(metric);
  return {
    atMs: readings.map(({ atMs }) => atMs),
    requests: readings.map(({ requests }) => requests),
    values: Object.fromEntries([...metrics].map((metric) => [metric, columnOf(metric, readings)])),
  };
}

function columnOf(metric: MetricId, readings: readonly Reading[]): readonly (number | null)[] {
  return readings.map(({ metrics }) => (Object.hasOwn(metrics, metric) ? (metrics[metric] ?? null) : null));
}

/** A recording cut off by a crash may name a floor that was never written; such a block cannot be drawn. */
function toBlocks(blocks: readonly BlockRecord[], floors: readonly FloorRecord[]): readonly TraceBlock[] {
  const positions = new Map(floors.map(({ index }, position) => [index, position]));
  return blocks.flatMap((block) => {
    const floorBefore = positions.get(block.floorBefore);
    const floorAfter = positions.get(block.floorAfter);
    if (floorBefore === undefined || floorAfter === undefined) return [];
    const { endpoint, phase, stage, requests } = block;
    return [{ endpoint, phase, stage, requests, floorBefore, floorAfter }];
  });
}
