import path = require('node:path');
import workerThreads = require('node:worker_threads');
import stacks = require('./capture-stack.cjs');
import frames = require('./frames.cjs');
import locateInSource = require('./loaded-source.cjs');
import patch = require('./patch.cjs');
import inheritance = require('../thread-inheritance.cjs');

import type { RawFrame } from '../../../model/evidence.js' with { 'resolution-mode': 'import' };
import type { Probe, Registry } from './tracking.cjs';

type Worker = workerThreads.Worker;

/** The thread id of a worker that has ended. */
const endedThreadId = -1;

/** What to call the script of a worker. Code given as text is not shown, because it may be long and hold secrets. */
function describe(script: unknown, options: unknown): string {
  const isCode = typeof options === 'object' && options !== null && 'eval' in options && options.eval === true;
  return isCode ? 'code given as text' : path.basename(String(script));
}

const probeFor = (script: string): Probe<Worker> => ({
  isAlive: ({ threadId }) => threadId !== endedThreadId,
  describe: () => script,
});

/** Marks on a stack where a thread was started. Frames further out ran in another thread. */
const threadStart: RawFrame = {
  functionName: 'Worker',
  file: 'node:worker_threads',
  line: 1,
  column: 1,
  isAsync: false,
};

/**
 * The stack that starts a thread. It is always captured, because a pool starts before anybody watches, and what its
 * threads open later is blamed by that stack.
 */
const callerFrames = (): readonly RawFrame[] => [
  threadStart,
  ...frames.toFrames(stacks.captureStack()).map((frame) => locateInSource(frame)),
];

/** Worker threads. */
function watchWorkers(registry: Registry): void {
  patch.patchClass(workerThreads, 'Worker', (create, args) => {
    const origin = registry.locate('worker');
    const worker = inheritance.startAt(callerFrames(), create);
    if (origin !== null) registry.add(origin, worker as Worker, probeFor(describe(args[0], args[1])));
    return worker;
  });
}

export = watchWorkers;
