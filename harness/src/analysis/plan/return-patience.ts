import { fixedMetrics, type MetricId, metricCatalogue } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import { asOneBlock, blockGroups, endpointBlocks, type FlooredBlock, metricBlocks } from '../endpoint-blocks.js';

/** What an answer leaves behind (closing sockets, timers of some milliseconds) is gone within this. */
const usualPatienceMs = 120;

/** For a target that was seen to close things late: longer than that costs every block more than it clears up. */
const latePatienceMs = 1_500;

/** For a target that kept what was waited for, block after block; the wait before an accusation looks once more. */
const vainPatienceMs = 30;

/** Blocks in a row of which something stayed in spite of the wait. */
const waitsInVain = 2;

/** Counts that are waited for before a floor is read. */
const waitedFor = fixedMetrics.filter((metric) => metricCatalogue[metric].isWaitedFor);

const growthIn = (block: FlooredBlock, metric: MetricId): number => metricBlocks([block], metric)[0]?.growth ?? 0;

/**
 * How long a count above its last floor is given to come back before the next floor is read as it is. Once a count has
 * fallen during a block, something was still open when the floor before it was read: this target closes late. Where
 * nothing ever comes back, as in a leak, the wait is short.
 */
export function returnPatienceMs(recording: TargetRecording): number {
  const alone = recording.target.endpoints.flatMap((endpoint) => endpointBlocks(recording, endpoint));
  const blocks = [...alone, ...blockGroups(recording).flatMap(asOneBlock)];
  if (blocks.some((block) => waitedFor.some((metric) => growthIn(block, metric) < 0))) return latePatienceMs;
  const latest = blocks.toSorted((a, b) => a.block.startMs - b.block.startMs).slice(-waitsInVain);
  const isVain = (metric: MetricId): boolean => latest.every((block) => growthIn(block, metric) > 0);
  return latest.length === waitsInVain && waitedFor.some(isVain) ? vainPatienceMs : usualPatienceMs;
}
