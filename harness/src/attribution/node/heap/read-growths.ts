import { Worker } from 'node:worker_threads';
import { heapWorkerPath } from '../../../platform/package-paths.js';
import type { HeldGrowth } from '../../held-growth.js';
import type { SnapshotFiles } from './analyze-snapshots.js';

/** Enough for the model of a heap at the pass's limit. If a heap needs more, the worker ends and the run goes on. */
const memoryLimitMb = 1_536;

/**
 * Finds what grew in three snapshots of one process. Runs in its own thread, because the model of a heap takes a second
 * of processor time and several times the memory of the heap.
 *
 * @throws Error when the snapshots cannot be read or do not fit into the thread's memory. The signal's reason when it
 * aborts.
 */
export async function readGrowths(files: SnapshotFiles, signal: AbortSignal): Promise<readonly HeldGrowth[]> {
  signal.throwIfAborted();
  const worker = new Worker(heapWorkerPath, {
    workerData: files,
    resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb },
  });
  const stop = (): void => void worker.terminate();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(signal.aborted ? signal.reason : new Error('The heap analysis ended early.')));
    });
  } finally {
    signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
