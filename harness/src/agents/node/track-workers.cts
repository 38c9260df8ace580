import workerThreads = require('node:worker_threads');
import ownWorkers = require('./own-workers.cjs');

import type { Worker } from 'node:worker_threads';

/** Those that ended are forgotten by then, where nobody asks meanwhile: a service may start a thread for each request. */
const mostEnded = 64;

const isAlive = (worker: Worker): boolean => worker.threadId !== -1;

/** A thread of Node.js itself, in which module hooks run, or of the agent: it serves no request. */
const isNoneOfTheirs = (worker: Worker): boolean =>
  ownWorkers.isOwn(worker) || !(worker instanceof workerThreads.Worker) || worker.constructor.name === 'InternalWorker';

/** Knows the worker threads that this thread started, without a listener on any of them. */
function trackWorkers(): () => readonly number[] {
  let known: readonly Worker[] = [];
  let mostKnown = mostEnded;
  process.on('worker', (worker) => {
    if (isNoneOfTheirs(worker)) return;
    if (known.length >= mostKnown) {
      known = known.filter(isAlive);
      mostKnown = known.length + mostEnded;
    }
    known = [...known, worker];
  });
  return () => {
    known = known.filter(isAlive);
    return known.map(({ threadId }) => threadId);
  };
}

export = trackWorkers;
