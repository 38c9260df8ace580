import type { BlockRecord } from '../../model/block.js';
import {
  type ByMetric,
  type MetricId,
  type MetricReadings,
  metricIdsOf,
  readingOf,
} from '../../model/metrics/catalogue.js';
import type { FloorRecord, SampleRecord } from '../../model/readings.js';
import type { TargetRecording } from '../../model/recording.js';
import type { SampleSeries, TargetTrace, TraceBlock, TraceColumns } from '../../model/trace.js';
import { thinOut } from './thin-out.js';
import { toPoolTraces } from './to-pool-traces.js';

interface Reading {
  readonly atMs: number;
  readonly requests: number;
  readonly metrics: MetricReadings;
}

/** Turns one target's records into columns that can be drawn. */
export function toTrace(recording: TargetRecording): TargetTrace {
  const pools = toPoolTraces(recording.samples);
  return {
    target: recording.target.name,
    samples: toSamples(recording.samples),
    sampleCount: recording.samples.length,
    floors: { ...toColumns(recording.floors), settled: recording.floors.map(({ settled }) => settled) },
    blocks: toBlocks(recording.blocks, recording.floors),
    ...(pools.length === 0 ? {} : { pools }),
  };
}

function toColumns(readings: readonly Reading[]): TraceColumns {
  return {
    atMs: readings.map(({ atMs }) => atMs),
    requests: readings.map(({ requests }) => requests),
    values: Object.fromEntries(metricsOf(readings).map((metric) => [metric, columnOf(metric, readings)])),
  };
}

function toSamples(samples: readonly SampleRecord[]): ByMetric<SampleSeries> {
  return Object.fromEntries(metricsOf(samples).map((metric) => [metric, toSeries(metric, samples)]));
}

function toSeries(metric: MetricId, samples: readonly SampleRecord[]): SampleSeries {
  const column = columnOf(metric, samples);
  const kept = thinOut(column);
  return {
    atMs: kept.map((index) => samples[index]?.atMs ?? 0),
    requests: kept.map((index) => samples[index]?.requests ?? 0),
    values: kept.map((index) => column[index] ?? 0),
  };
}

const metricsOf = (readings: readonly Reading[]): readonly MetricId[] =>
  metricIdsOf(readings.map(({ metrics }) => metrics));

const columnOf = (metric: MetricId, readings: readonly Reading[]): readonly (number | null)[] =>
  readings.map(({ metrics }) => readingOf(metrics, metric));

/**
 * The blocks to draw. The recording of a run that crashed may name a floor that was never written. Such a block cannot
 * be drawn.
 */
function toBlocks(blocks: readonly BlockRecord[], floors: readonly FloorRecord[]): readonly TraceBlock[] {
  const positions = new Map(floors.map(({ index }, position) => [index, position]));
  const sizes = new Map<number, number>();
  for (const { floorBefore } of blocks) sizes.set(floorBefore, (sizes.get(floorBefore) ?? 0) + 1);
  return blocks.flatMap((block) => {
    const floorBefore = positions.get(block.floorBefore);
    const floorAfter = positions.get(block.floorAfter);
    if (floorBefore === undefined || floorAfter === undefined) return [];
    const { endpoint, phase, requests, keys } = block;
    const size = sizes.get(block.floorBefore) ?? 1;
    const together = size > 1 ? { together: size } : {};
    const repeated = keys === undefined ? {} : { keys };
    return [{ endpoint, phase, requests, floorBefore, floorAfter, ...together, ...repeated }];
  });
}
