import type { FloorRecord, HeapBetweenFloors } from '../../model/readings.js';
import type { TargetRecording } from '../../model/recording.js';
import { isHeap } from '../../model/runtimes/catalogue.js';
import type { Observation } from './observation.js';

interface Stretch {
  readonly floor: FloorRecord;
  readonly heap: HeapBetweenFloors;
}

const notSeen = (missing: string): Observation => ({ worst: null, endpoint: null, source: missing, missing });

const inMegabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** The endpoint that was driven before a floor; null where there were several, or none. */
function drivenBefore({ blocks }: TargetRecording, { index }: FloorRecord): string | null {
  const [first, ...others] = blocks.filter(({ floorAfter }) => floorAfter === index);
  return first === undefined || others.length > 0 ? null : first.endpoint;
}

const mostOf = (stretches: readonly Stretch[]): number =>
  stretches.reduce((most, { heap }) => Math.max(most, heap.atMostBytes), 0);

/** What was not seen: V8 may not have looked closely enough to know that nothing above the limit was alive. */
function missingOf(stretches: readonly Stretch[], unknown: number, limitBytes: number): string | null {
  if (unknown > 0) return `What was alive before ${unknown} of the floors is not known.`;
  const doubtful = stretches.filter(({ heap }) => heap.atMostBytes > limitBytes);
  if (doubtful.length === 0) return null;
  return `The heap held up to ${inMegabytes(mostOf(doubtful))} between floors, and V8 did not look how much of it was garbage. So a limit below that can be found broken, but not kept.`;
}

/**
 * The highest live heap of one process between floors: what V8's own full collections prove to have been alive, and what
 * floors found.
 */
export function observeHeapPeak(recording: TargetRecording, limitBytes: number): Observation {
  const unmeasured = recording.start?.unmeasured.find(({ metric }) => isHeap(metric));
  if (unmeasured !== undefined) return notSeen(`The heap was not measured: ${unmeasured.reason}.`);
  const floors = recording.floors.slice(1);
  const stretches = floors.flatMap((floor) =>
    floor.heapBefore === undefined ? [] : [{ floor, heap: floor.heapBefore }],
  );
  const [first, ...others] = stretches;
  if (first === undefined) return notSeen("The target's runtime did not tell of its collections.");
  const highest = others.reduce((best, each) => (each.heap.liveBytes > best.heap.liveBytes ? each : best), first);
  const collections = stretches.reduce((sum, { heap }) => sum + heap.fullCollections, 0);
  const looked = `${collections} full ${collections === 1 ? 'collection' : 'collections'} of V8's own`;
  return {
    worst: highest.heap.liveBytes,
    atMost: mostOf(stretches),
    endpoint: drivenBefore(recording, highest.floor),
    source: `Peak of one process, from ${looked} and ${floors.length} floors, ${spanOf(recording, highest.floor)} into the run.`,
    missing: missingOf(stretches, floors.length - stretches.length, limitBytes),
  };
}

/** `3.1 to 3.8 s`, from floor to floor. */
function spanOf({ floors }: TargetRecording, { index, atMs }: FloorRecord): string {
  const startMs = floors[index - 1]?.atMs ?? 0;
  return `${(startMs / 1000).toFixed(1)} to ${(atMs / 1000).toFixed(1)} s`;
}
