import workerThreads = require('node:worker_threads');
import attachment = require('./attachment.cjs');

import type { RawFrame } from '../../model/evidence.js' with { 'resolution-mode': 'import' };

/** Taken when the agent is loaded. */
const { getEnvironmentData, setEnvironmentData } = workerThreads;

const watchesKey = 'leakline.watches';
const startedKey = 'leakline.started';

/** Counts how often the process was told to watch. All of its threads see the count. */
interface Watches {
  count(): number;
  addOne(): void;
}

function watchesIn(shared: SharedArrayBuffer): Watches {
  const word = new Int32Array(shared);
  return { count: () => Atomics.load(word, 0), addOne: () => void Atomics.add(word, 0, 1) };
}

/** Tells every worker thread that starts from now on that this process diagnoses, and shares the count with it. */
function shareWatches(): Watches {
  const shared = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  setEnvironmentData(watchesKey, shared);
  attachment.onWithdrawal(() => setEnvironmentData(watchesKey, undefined));
  return watchesIn(shared);
}

/** The count of the process that this worker thread belongs to; null where the process does not diagnose. */
function inheritedWatches(): Watches | null {
  const shared: unknown = getEnvironmentData(watchesKey);
  return shared instanceof SharedArrayBuffer ? watchesIn(shared) : null;
}

/**
 * The stack that started this thread, followed by the stack that started the thread it came from. Empty in the main
 * thread.
 */
const startedAt = (): readonly RawFrame[] =>
  (getEnvironmentData(startedKey) as unknown as readonly RawFrame[] | undefined) ?? [];

/** Starts a thread that will know where it was started. A thread reads what it inherits when it is constructed. */
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
