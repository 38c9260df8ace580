import path = require('node:path');
import workerThreads = require('node:worker_threads');
import patch = require('./patch.cjs');

import type { Probe, Registry } from './tracking.cjs';

type Worker = workerThreads.Worker;

/** What a worker has in place of an id once it has ended. */
const endedThreadId = -1;

/** Code given as text may be long and hold secrets. */
function describe(script: unknown, options: unknown): string {
  const isCode = typeof options === 'object' && options !== null && 'eval' in options && options.eval === true;
  return isCode ? 'code given as text' : path.basename(String(script));
}

const probeFor = (script: string): Probe<Worker> => ({
  isAlive: ({ threadId }) => threadId !== endedThreadId,
  describe: () => script,
});

/** Worker threads. */
function watchWorkers(registry: Registry): void {
  patch.patchClass(workerThreads, 'Worker', (create, args) => {
    const origin = registry.locate('worker');
    const worker = create();
    if (origin !== null) registry.add(origin, worker as Worker, probeFor(describe(args[0], args[1])));
    return worker;
  });
}

export = watchWorkers;
