import own = require('./own-globals.cjs');

import type { NodeReading } from '../../model/runtimes/node/reading.js' with { 'resolution-mode': 'import' };

type Forced = NodeReading['forced'];
type HeapReading = Pick<NodeReading, 'heapUsedBytes' | 'externalBytes' | 'arrayBuffersBytes' | 'forced'>;

/**
 * A warm heap is still after three passes: what finalizers free in the first goes in the second, and the third is the
 * same.
 */
const maxPasses = 6;
/** A heap that moves by no more than this between two passes has reached its floor. */
const stillBytes = 64;
/** Where the application works in the background, movement up to these is good enough for a floor. */
const nearlyStillBytes = 4096;
const nearlyStillShare = 0.0005;
/** A pass over a large heap takes hundreds of milliseconds. Once the passes took this long, nearly still will do. */
const patienceMs = 250;

/** Lets finalizers, close events and promise reactions run before the next collection. */
async function turnEventLoop(): Promise<void> {
  const { setImmediate, setTimeout } = own;
  await new own.Promise((resolve) => setImmediate(resolve));
  await new own.Promise((resolve) => setTimeout(resolve, 1));
  await new own.Promise((resolve) => setImmediate(resolve));
}

const isNearlyStill = (movedBytes: number, reading: HeapReading): boolean =>
  movedBytes <= Math.max(nearlyStillBytes, nearlyStillShare * reading.heapUsedBytes);

/**
 * Whether the heap has reached its floor, and whether it nearly has. Where objects are counted, code moves the heap all
 * the time, so there nearly still counts as still.
 */
function stillness(
  before: HeapReading,
  after: HeapReading,
  isCounting: boolean,
): { readonly isStill: boolean; readonly isNearly: boolean } {
  const heap = Math.abs(before.heapUsedBytes - after.heapUsedBytes);
  const outside = Math.max(
    Math.abs(before.externalBytes - after.externalBytes),
    Math.abs(before.arrayBuffersBytes - after.arrayBuffersBytes),
  );
  const isHeapStill = isCounting ? isNearlyStill(heap, after) : heap <= stillBytes;
  return { isStill: isHeapStill && outside <= stillBytes, isNearly: isNearlyStill(Math.max(heap, outside), after) };
}

/**
 * Collects this thread's heap until it holds still, then takes a reading. The reading follows the last collection at
 * once, because whatever runs in between allocates.
 */
async function collectUntilStill<R extends HeapReading>(
  read: (forced: Forced) => R,
  isCounting: boolean,
  collect: () => void,
): Promise<R> {
  const startedMs = own.nowMs();

  function collectOnce(passes: number): R {
    collect();
    return read({ passes, durationMs: own.nowMs() - startedMs, isStable: false });
  }

  let before = collectOnce(1);
  for (let passes = 2; ; passes += 1) {
    await turnEventLoop();
    const reading = collectOnce(passes);
    const { isStill, isNearly } = stillness(before, reading, isCounting);
    const isPatienceOver = passes >= maxPasses || (isNearly && reading.forced.durationMs > patienceMs);
    if (isStill || isPatienceOver) return { ...reading, forced: { ...reading.forced, isStable: isNearly } };
    before = reading;
  }
}

export = collectUntilStill;
