import workerThreads = require('node:worker_threads');

import type { RawFrame } from '../../model/evidence.js' with { 'resolution-mode': 'import' };

/** As they were when the agent was loaded. */
const { getEnvironmentData, setEnvironmentData } = workerThreads;

const watchesKey = 'leakline.watches';
const startedKey = 'leakline.started';

/** How often the process was told to watch, for all of its threads to see. */
interface Watches {
  count(): number;
  addOne(): void;
}

function watchesIn(shared: SharedArrayBuffer): Watches {
  const word = new Int32Array(shared);
  return { count: () => Atomics.load(word, 0), addOne: () => void Atomics.add(word, 0, 1) };
}

/** Has every worker thread that is started from now on know that this process diagnoses, and count with it. */
function shareWatches(): Watches {
  const shared = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  setEnvironmentData(watchesKey, shared);
  return watchesIn(shared);
}

/** Of the process that this worker thread is in; null where it does not diagnose. */
function inheritedWatches(): Watches | null {
  const shared: unknown = getEnvironmentData(watchesKey);
  return shared instanceof SharedArrayBuffer ? watchesIn(shared) : null;
}

/** Where this thread was started, and where the thread was that started it; empty in the main thread. */
const startedAt = (): readonly RawFrame[] =>
  (getEnvironmentData(startedKey) as unknown as readonly RawFrame[] | undefined) ?? [];

/** Starts a thread that will know its place: what a thread inherits is read when it is constructed. */
function startAt<T>(frames: readonly RawFrame[], start: () => T): T {
  const own = getEnvironmentData(startedKey);
  setEnvironmentData(startedKey, [...frames, ...startedAt()] as never);
  try {
    return start();
  } finally {
    setEnvironmentData(startedKey, own);
  }
}

export = { inheritedWatches, shareWatches, startAt, startedAt };
