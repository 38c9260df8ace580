import workerThreads = require('node:worker_threads');
import ownWorkers = require('./own-workers.cjs');
import attachment = require('./attachment.cjs');

import type { Worker } from 'node:worker_threads';

/**
 * Threads that ended are forgotten at the latest when there are this many new ones. A service may start a thread for
 * each request, and nobody may ask meanwhile.
 */
const mostEnded = 64;

const isAlive = (worker: Worker): boolean => worker.threadId !== -1;

/** Whether a thread serves no request: it is one of Node.js itself, in which module hooks run, or of the agent. */
const isNoneOfTheirs = (worker: Worker): boolean =>
  ownWorkers.isOwn(worker) || !(worker instanceof workerThreads.Worker) || worker.constructor.name === 'InternalWorker';

/**
 * Keeps a list of the worker threads that this thread started, without a listener on any of them.
 *
 * @param started those that it started before.
 */
function trackWorkers(started: readonly Worker[] = []): () => readonly number[] {
  let known = started.filter((worker) => !isNoneOfTheirs(worker));
  let mostKnown = mostEnded;
  const add = (worker: Worker): void => {
    if (isNoneOfTheirs(worker)) return;
    if (known.length >= mostKnown) {
      known = known.filter(isAlive);
      mostKnown = known.length + mostEnded;
    }
    known = [...known, worker];
  };
  process.on('worker', add);
  attachment.onWithdrawal(() => process.off('worker', add));
  return () => {
    known = known.filter(isAlive);
    return known.map(({ threadId }) => threadId);
  };
}

export = trackWorkers;
