import forceGc = require('./force-gc.cjs');
import ownTimers = require('./own-timers.cjs');

import type { AgentReading } from '../model/target.js' with { 'resolution-mode': 'import' };

type Forced = AgentReading['forced'];

/** A warm heap is still after three: what finalizers free in the first goes in the second, and the third agrees. */
const maxPasses = 6;
/** A heap that moves less than this between two passes has reached its floor. */
const stillBytes = 64;
/** Where the application keeps working in the background the floor is good enough below these. */
const nearlyStillBytes = 4096;
const nearlyStillShare = 0.0005;
/** A pass over a large heap takes hundreds of milliseconds: from here on, nearly still will do. */
const patienceMs = 250;

/** Lets finalizers, close events and promise reactions run before the next collection. */
async function turnEventLoop(): Promise<void> {
  const { setImmediate, setTimeout } = ownTimers;
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setTimeout(resolve, 1));
  await new Promise((resolve) => setImmediate(resolve));
}

const isNearlyStill = (movedBytes: number, reading: AgentReading): boolean =>
  movedBytes <= Math.max(nearlyStillBytes, nearlyStillShare * reading.heapUsedBytes);

/**
 * Whether what a collection can free has reached its floor, and whether it nearly has. Where objects are counted, code
 * moves the heap for ever, and nearly still is still.
 */
function stillness(
  before: AgentReading,
  after: AgentReading,
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

/** Something that nobody holds. Made apart from where it is waited for, which might hold it. */
const drop = (): WeakRef<object> => new WeakRef({});

interface Collections {
  addForced(pauseMs: number): void;
  pause(): void;
  resume(): void;
}

interface HeapView {
  readonly count: (collect: () => void) => Promise<Pick<AgentReading, 'census' | 'isCensusUnknown'>>;
  readonly isCounting: () => boolean;
}

/**
 * Makes `collect`: full collections until the heap holds still, then a reading, and after one more a census of what is
 * alive. Calls queue up. The first proves that what is forced is a collection, for otherwise every reading would be one of
 * garbage.
 */
function createCollector(
  read: (forced: Forced) => AgentReading,
  collections: Collections,
  heapView: HeapView,
): () => Promise<AgentReading> {
  let queue: Promise<unknown> = Promise.resolve();
  let isProven = false;

  /** Reads in the same breath as it collects: whatever runs next allocates. */
  function collectOnce(passes: number, startedMs: number): AgentReading {
    const passStartedMs = performance.now();
    forceGc();
    const nowMs = performance.now();
    collections.addForced(nowMs - passStartedMs);
    return read({ passes, durationMs: nowMs - startedMs, isStable: false });
  }

  async function collectUntilStill(): Promise<AgentReading> {
    const startedMs = performance.now();
    let before = collectOnce(1, startedMs);
    for (let passes = 2; ; passes += 1) {
      await turnEventLoop();
      const reading = collectOnce(passes, startedMs);
      const { isStill, isNearly } = stillness(before, reading, heapView.isCounting());
      const isPatienceOver = passes >= maxPasses || (isNearly && reading.forced.durationMs > patienceMs);
      if (isStill || isPatienceOver) return { ...reading, forced: { ...reading.forced, isStable: isNearly } };
      before = reading;
    }
  }

  /** After the reading: what counting leaves behind is garbage of this heap, which the next collection frees. */
  function countedCollection(): void {
    const startedMs = performance.now();
    forceGc();
    collections.addForced(performance.now() - startedMs);
  }

  async function collect(): Promise<AgentReading> {
    collections.pause();
    try {
      const dropped = isProven ? null : drop();
      const reading = await collectUntilStill();
      isProven ||= dropped?.deref() === undefined;
      if (!isProven) throw new Error('a forced collection collects nothing in this Node.js');
      return { ...reading, ...(await heapView.count(countedCollection)) };
    } finally {
      collections.resume();
    }
  }

  return () => {
    const result = queue.then(collect);
    // Holds on to nothing: a census of 80 KB would be in the first collection of the next floor.
    queue = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  };
}

export = createCollector;
