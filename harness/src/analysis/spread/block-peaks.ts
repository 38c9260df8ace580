import { fixedMetrics, metricCatalogue } from '../../model/metrics/catalogue.js';
import type { FloorRecord, SampleRecord } from '../../model/readings.js';
import type { TargetRecording } from '../../model/recording.js';
import type { BlockPeak } from '../../model/result.js';
import { type FlooredBlock, floorValue } from '../endpoint-blocks.js';
import { blockFigure } from './block-figure.js';

/** What a service holds open while it works; memory between collections says little about two versions. */
const peaking = fixedMetrics.filter((metric) => metricCatalogue[metric].isDescriptor);

/** Where the first sample after a moment is; they are in time order, and a long run has a hundred thousand. */
function firstAfter(samples: readonly SampleRecord[], atMs: number): number {
  let [low, high] = [0, samples.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((samples[middle]?.atMs ?? 0) > atMs) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** What was read while a block's requests were under way, with the floors around it; empty when only these were. */
function readingsAround(
  { samples }: TargetRecording,
  { block, before, after }: FlooredBlock,
): readonly Pick<FloorRecord, 'metrics'>[] {
  const inside = samples.slice(firstAfter(samples, block.startMs), firstAfter(samples, block.endMs));
  return inside.length === 0 ? [] : [before, ...inside, after];
}

/**
 * The usual peak of connections while an endpoint was driven at full concurrency. Blocks in which nothing was read while
 * requests were under way are left out. These are readings for people: no verdict looks at them.
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
