import type { TargetRecording } from '../../model/recording.js';
import { heapMetrics } from '../../model/runtimes/catalogue.js';
import { MiB } from '../../model/units.js';
import { endpointBlocks, type FlooredBlock, growthIn } from '../endpoint-blocks.js';

/**
 * What grows by so much in a block needs no census to be seen: code comes and goes by a fiftieth of it. A census takes
 * several times as long as a plain collection, and the longer the more has grown.
 */
const clearGrowthBytes = 4 * MiB;

/** So many blocks of the same endpoint in a row: what grew once may be a cache, and the next floor may be another's. */
const clearBlocks = 2;

/** Of the one runtime whose heap was read: there is one process. */
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
