import type { NodeHeapSpan } from '../../model/runtimes/node/reading.js' with { 'resolution-mode': 'import' };

/** One collection, as `v8.GCProfiler` reports it. */
interface Collection {
  readonly gcType: string;
  readonly beforeGC: { readonly heapStatistics: { readonly usedHeapSize: number } };
  readonly afterGC: { readonly heapStatistics: { readonly usedHeapSize: number } };
}

interface GrowingSpan {
  add(collection: Collection): void;
  /** Tells that the heap has grown to this size since the last collection. */
  reach(usedBytes: number): void;
  /** Tells that nobody watched for a moment: the heap has this size now, and V8 may have begun to mark. */
  goOn(usedBytes: number): void;
  told(): NodeHeapSpan;
}

/**
 * Adds up V8's collections from one moment to another.
 *
 * What a full collection leaves was either alive when V8 began to mark, or was allocated since then, while the program
 * ran on. So what it leaves, less what was allocated meanwhile, was alive at the same time.
 *
 * @param startBytes the used heap at the first moment.
 */
function createHeapSpan(startBytes: number): GrowingSpan {
  let usedBytes = startBytes;
  let allocatedBytes = 0;
  /** Bytes allocated since V8 began to mark; null while it does not mark. */
  let sinceMarkingBytes: number | null = null;
  let fullCollections = 0;
  let liveBytes: number | null = null;
  let leastLeftBytes = Number.POSITIVE_INFINITY;
  /** The most that a collection of any kind left; null before the first one. */
  let mostLeftBytes: number | null = null;

  function reach(bytes: number): void {
    allocatedBytes += bytes - usedBytes;
    if (sinceMarkingBytes !== null) sinceMarkingBytes += bytes - usedBytes;
    usedBytes = bytes;
  }

  function addFull(leftBytes: number): void {
    fullCollections += 1;
    liveBytes = Math.max(liveBytes ?? 0, leftBytes - (sinceMarkingBytes ?? 0));
    leastLeftBytes = Math.min(leastLeftBytes, leftBytes);
    sinceMarkingBytes = null;
  }

  return {
    add({ gcType, beforeGC, afterGC }) {
      reach(beforeGC.heapStatistics.usedHeapSize);
      usedBytes = afterGC.heapStatistics.usedHeapSize;
      mostLeftBytes = Math.max(mostLeftBytes ?? 0, usedBytes);
      if (gcType === 'IncrementalMarking') sinceMarkingBytes = 0;
      if (gcType === 'MarkSweepCompact') addFull(usedBytes);
    },
    reach,
    goOn(bytes) {
      usedBytes = bytes;
      sinceMarkingBytes ??= 0;
    },
    told: () => ({
      fullCollections,
      liveBytes,
      atMostBytes: liveBytes === null ? (mostLeftBytes ?? usedBytes) : Math.max(liveBytes, leastLeftBytes),
      allocatedBytes: Math.max(0, allocatedBytes),
    }),
  };
}

export = createHeapSpan;
