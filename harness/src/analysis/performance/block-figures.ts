import type { BlockFigure, BlockLoad, BlockPeak } from '../../model/endpoint-load.js';
import type { LoadResult } from '../../model/load.js';
import { fixedMetrics, metricCatalogue } from '../../model/metrics/catalogue.js';
import type { FloorRecord, SampleRecord } from '../../model/readings.js';
import type { TargetRecording } from '../../model/recording.js';
import { type FlooredBlock, floorValue } from '../endpoint-blocks.js';
import { median, medianInterval } from '../statistics/median.js';

/** Two-sided, as all intervals of Leakline. With 99 % it takes eight blocks. */
const confidence = 0.99;

/** The median of some blocks, with an interval that their spread leaves open; null with too few of them. */
export function blockFigure(values: readonly number[]): BlockFigure | null {
  const interval = medianInterval(values, confidence);
  return interval === null ? null : { median: median(values), ...interval };
}

/**
 * With fewer requests than this the 99th percentile is the slowest one or the one before it, so a single slow request
 * decides it.
 */
const fewestForP99 = 200;

/** Latency and throughput of an endpoint's blocks at full concurrency. */
export function blockLoad(loads: readonly LoadResult[]): BlockLoad | null {
  const latencyP50Ms = blockFigure(loads.map(({ latencyMs }) => latencyMs.p50));
  const requestsPerSecond = blockFigure(loads.map((load) => load.requestsPerSecond));
  if (latencyP50Ms === null || requestsPerSecond === null) return null;
  const large = loads.filter(({ sent }) => sent >= fewestForP99);
  const latencyP99Ms = blockFigure(large.map(({ latencyMs }) => latencyMs.p99));
  return { blocks: loads.length, latencyP50Ms, latencyP99Ms, requestsPerSecond };
}

/** What a service holds open while it works. The memory between collections says little about two versions. */
const peaking = fixedMetrics.filter((metric) => metricCatalogue[metric].isDescriptor);

/** Index of the first sample after a moment. Samples are in time order, and a long run has a hundred thousand. */
function firstAfter(samples: readonly SampleRecord[], atMs: number): number {
  let [low, high] = [0, samples.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((samples[middle]?.atMs ?? 0) > atMs) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The samples that were read during a block, with the floors around it; empty where there was no sample. */
function readingsAround(
  { samples }: TargetRecording,
  { block, before, after }: FlooredBlock,
): readonly Pick<FloorRecord, 'metrics'>[] {
  const inside = samples.slice(firstAfter(samples, block.startMs), firstAfter(samples, block.endMs));
  return inside.length === 0 ? [] : [before, ...inside, after];
}

/**
 * The usual peak of connections while an endpoint was driven at full concurrency. Blocks during which no sample was read
 * are left out. These are figures for people: no verdict looks at them.
 */
export function blockPeaks(recording: TargetRecording, blocks: readonly FlooredBlock[]): readonly BlockPeak[] {
  const around = blocks.map((block) => readingsAround(recording, block));
  return peaking.flatMap((metric) => {
    const peaks = around.flatMap((readings) => {
      const values = readings.flatMap((reading) => floorValue(reading, metric) ?? []);
      return values.length === 0 ? [] : [values.reduce((most, value) => Math.max(most, value))];
    });
    const figure = blockFigure(peaks);
    return figure === null ? [] : [{ metric, ...figure }];
  });
}
