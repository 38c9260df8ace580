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

/** Largest movement among the three kinds of memory that a collection can free. */
function movement(before: AgentReading, after: AgentReading): number {
  return Math.max(
    Math.abs(before.heapUsedBytes - after.heapUsedBytes),
    Math.abs(before.externalBytes - after.externalBytes),
    Math.abs(before.arrayBuffersBytes - after.arrayBuffersBytes),
  );
}

const isNearlyStill = (moved: number, reading: AgentReading): boolean =>
  moved <= Math.max(nearlyStillBytes, nearlyStillShare * reading.heapUsedBytes);

/** Something that nobody holds. Made apart from where it is waited for, which might hold it. */
const drop = (): WeakRef<object> => new WeakRef({});

interface Collections {
  addForced(pauseMs: number): void;
  pause(): void;
  resume(): void;
}

type CensusReading = Pick<AgentReading, 'census' | 'isCensusUnknown'>;

/**
 * Makes `collect`: full collections until the heap holds still, then a reading, and beside it a census of what is alive.
 * Calls queue up. The first proves that what is forced is a collection, for otherwise every reading would be one of
 * garbage.
 */
function createCollector(
  read: (forced: Forced) => AgentReading,
  collections: Collections,
  takeCensus: () => Promise<CensusReading>,
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
      const moved = movement(before, reading);
      const isStable = isNearlyStill(moved, reading);
      const isPatienceOver = passes >= maxPasses || (isStable && reading.forced.durationMs > patienceMs);
      if (moved <= stillBytes || isPatienceOver) return { ...reading, forced: { ...reading.forced, isStable } };
      before = reading;
    }
  }

  /** After the reading: its text is garbage of this heap, which the next collection frees. */
  async function countWhatIsAlive(): Promise<CensusReading> {
    const startedMs = performance.now();
    const counted = await takeCensus();
    if (counted.census !== null) collections.addForced(performance.now() - startedMs);
    return counted;
  }

  async function collect(): Promise<AgentReading> {
    collections.pause();
    try {
      const dropped = isProven ? null : drop();
      const reading = await collectUntilStill();
      isProven ||= dropped?.deref() === undefined;
      if (!isProven) throw new Error('a forced collection collects nothing in this Node.js');
      return { ...reading, ...(await countWhatIsAlive()) };
    } finally {
      collections.resume();
    }
  }

  return () => {
    const result = queue.then(collect);
    queue = result.catch(() => undefined);
    return result;
  };
}

export = createCollector;
