import type { MetricId } from '../../model/metrics.js';
import type { TargetRecording } from '../../model/recording.js';
import type { BlockPeak } from '../../model/result.js';
import { type FlooredBlock, floorValue } from '../endpoint-blocks.js';
import { blockFigure } from './block-figure.js';

/** What a service holds open while it works; memory between collections says little about two versions. */
const peaking: readonly MetricId[] = ['pg.connections', 'redis.connections', 'sockets'];

/** Highest of what was read from the floor before a block to the floor after it. */
function peakOf({ samples }: TargetRecording, { block, before, after }: FlooredBlock, metric: MetricId): number | null {
  const inside = samples.filter(({ atMs }) => atMs > block.startMs && atMs < block.endMs);
  const values = [before, ...inside, after].flatMap((moment) => floorValue(moment, metric) ?? []);
  return inside.length === 0 || values.length === 0 ? null : Math.max(...values);
}

/**
 * The usual peak of connections while an endpoint was driven at full concurrency. Blocks in which nothing was read while
 * requests were under way are left out. These are readings for people: no verdict looks at them.
 */
export function blockPeaks(recording: TargetRecording, blocks: readonly FlooredBlock[]): readonly BlockPeak[] {
  return peaking.flatMap((metric) => {
    const figure = blockFigure(blocks.flatMap((block) => peakOf(recording, block, metric) ?? []));
    return figure === null ? [] : [{ metric, ...figure }];
  });
}
