import type { EndpointPeak } from '../../model/endpoint-load.js';
import type { HeapBetweenFloors } from '../../model/readings.js';
import type { TargetRecording } from '../../model/recording.js';
import { drivenBlocks, endpointBlocks, type FlooredBlock, requestsIn } from '../endpoint-blocks.js';

interface HeapBlock {
  readonly floored: FlooredBlock;
  readonly heap: HeapBetweenFloors;
}

/** Leakline's own readings allocate some 100 KB between two floors, a twentieth of this. */
const fewestBytesPerBlock = 2_000_000;

const withHeap = (blocks: readonly FlooredBlock[]): readonly HeapBlock[] =>
  blocks.flatMap((floored) =>
    floored.after.heapBefore === undefined ? [] : [{ floored, heap: floored.after.heapBefore }],
  );

const pidsOf = ({ processes = [] }: FlooredBlock['before']): string => processes.map(({ pid }) => pid).join();

/** Whether both floors have the same processes: one that ends takes its count with it. */
const hasSameProcesses = ({ floored: { before, after } }: HeapBlock): boolean => pidsOf(before) === pidsOf(after);

/**
 * Bytes that the blocks over all connections allocated per request. Sequential blocks are left out: they are short, and
 * most of what they allocate comes from readings.
 */
function allocatedPerRequest(blocks: readonly HeapBlock[]): number | null {
  const counted = blocks.filter((block) => block.floored.block.phase !== 'scout' && hasSameProcesses(block));
  const requests = requestsIn(counted.map(({ floored }) => floored));
  const allocatedBytes = counted.reduce((sum, { heap }) => sum + heap.allocatedBytes, 0);
  return requests === 0 || allocatedBytes < counted.length * fewestBytesPerBlock ? null : allocatedBytes / requests;
}

/**
 * What an endpoint's requests needed of the heap while they were under way: by the blocks in which it was driven alone;
 * without any, by those in which others were driven with it, which then include what the others needed.
 */
export function heapPeak(recording: TargetRecording, endpoint: string): EndpointPeak | null {
  const own = withHeap(endpointBlocks(recording, endpoint));
  const blocks = own.length > 0 ? own : withHeap(drivenBlocks(recording, endpoint));
  const [first] = blocks;
  if (first === undefined) return null;
  const highest = blocks.reduce((best, each) => (each.heap.liveBytes > best.heap.liveBytes ? each : best), first);
  return {
    liveHeapBytes: highest.heap.liveBytes,
    liveHeapAtMostBytes: blocks.reduce((most, { heap }) => Math.max(most, heap.atMostBytes), 0),
    allocatedBytesPerRequest: own.length > 0 ? allocatedPerRequest(own) : null,
    isShared: own.length === 0,
  };
}
