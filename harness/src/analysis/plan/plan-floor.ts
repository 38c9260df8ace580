import { fixedMetrics, type MetricId, metricCatalogue } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import { heapMetrics } from '../../model/runtimes/catalogue.js';
import { MiB } from '../../model/units.js';
import { asOneBlock, blockGroups, endpointBlocks, type FlooredBlock, growthIn } from '../endpoint-blocks.js';

/**
 * What grows by so much in a block needs no census to be seen: code comes and goes by a fiftieth of it. A census takes
 * several times as long as a plain collection, and the longer the more has grown.
 */
const clearGrowthBytes = 4 * MiB;

/** So many blocks of the same endpoint in a row: what grew once may be a cache, and the next floor may be another's. */
const clearBlocks = 2;

/** The growth of the heap in a block. Only one runtime was read: there is one process. */
const heapGrowth = (block: FlooredBlock): number => Math.max(...heapMetrics.map((metric) => growthIn([block], metric)));

/**
 * Whether the next floor has to tell the application's objects from code. Not where one endpoint alone made the heap of
 * one process without worker threads grow so clearly that code does not matter.
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

/** For a target that was seen to close things late: longer than that costs every block more than it clears up. */
const latePatienceMs = 1_500;

/** For a target that kept what was waited for, block after block; the wait before an accusation looks once more. */
const vainPatienceMs = 30;

/** Blocks in a row of which something stayed in spite of the wait. */
const waitsInVain = 2;

/** Counts that are waited for before a floor is read. */
const waitedFor = fixedMetrics.filter((metric) => metricCatalogue[metric].isWaitedFor);

/**
 * How long a count above its last floor is given to come back before the next floor is read as it is. Once a count has
 * fallen during a block, something was still open when the floor before it was read: this target closes late. Where
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
