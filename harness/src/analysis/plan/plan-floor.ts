import { fixedMetrics, type MetricId, metricCatalogue } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import { heapMetrics } from '../../model/runtimes/catalogue.js';
import { MiB } from '../../model/units.js';
import { asOneBlock, blockGroups, endpointBlocks, type FlooredBlock, growthIn } from '../endpoint-blocks.js';

/**
 * Growth of this size in a block is seen without a census: code comes and goes by a fiftieth of it. A census takes
 * several times as long as a plain collection, and even longer as more has grown.
 */
const clearGrowthBytes = 4 * MiB;

/**
 * This many blocks of the same endpoint in a row must have grown. What grew once may be a cache, and the next floor may
 * be that of another endpoint.
 */
const clearBlocks = 2;

/** The growth of the heap in a block. Only one runtime was read: there is one process. */
const heapGrowth = (block: FlooredBlock): number => Math.max(...heapMetrics.map((metric) => growthIn([block], metric)));

/**
 * Whether the next floor has to tell the application's objects from code. It does not where one endpoint alone made the
 * heap of one process without worker threads grow so clearly that code does not matter.
 */
export function countsObjects(recording: TargetRecording): boolean {
  const { blocks, floors } = recording;
  const last = blocks.findLast(({ endpoint }) => endpoint !== null)?.endpoint ?? null;
  const floor = floors.at(-1);
  if (last === null || floor?.threads !== undefined || floor?.processes !== undefined) return true;
  const latest = endpointBlocks(recording, last).slice(-clearBlocks);
  const driven = blocks.filter(({ endpoint }) => endpoint !== null).slice(-clearBlocks);
  const isInRow = driven.length === clearBlocks && driven.every(({ endpoint }) => endpoint === last);
  return !isInRow || latest.some((block) => heapGrowth(block) < clearGrowthBytes);
}

/** What an answer leaves behind (closing sockets, timers of some milliseconds) is gone within this. */
const usualPatienceMs = 120;

/** For a target that was seen to close things late. A longer wait would cost every block more than it shows. */
const latePatienceMs = 1_500;

/** For a target that kept what was waited for, block after block. The wait before an accusation looks once more. */
const vainPatienceMs = 30;

/** After this many blocks in a row that kept something in spite of the wait, waiting is in vain. */
const waitsInVain = 2;

/** Counts that are waited for before a floor is read. */
const waitedFor = fixedMetrics.filter((metric) => metricCatalogue[metric].isWaitedFor);

/**
 * How long a count that stands above its last floor may take to come back before the next floor is read. Where a count
 * has fallen during a block, something was still open at the floor before it, so this target closes things late. Where
 * nothing ever comes back, as in a leak, the wait is short.
 */
export function returnPatienceMs(recording: TargetRecording): number {
  const alone = recording.target.endpoints.flatMap((endpoint) => endpointBlocks(recording, endpoint));
  const blocks = [...alone, ...blockGroups(recording).flatMap(asOneBlock)];
  if (blocks.some((block) => waitedFor.some((metric) => growthIn([block], metric) < 0))) return latePatienceMs;
  const latest = blocks.toSorted((a, b) => a.block.startMs - b.block.startMs).slice(-waitsInVain);
  const isVain = (metric: MetricId): boolean => latest.every((block) => growthIn([block], metric) > 0);
  return latest.length === waitsInVain && waitedFor.some(isVain) ? vainPatienceMs : usualPatienceMs;
}
