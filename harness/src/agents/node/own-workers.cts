import workerThreads = require('node:worker_threads');

/** Taken before the application may replace the class. */
const { Worker } = workerThreads;

const started = new WeakSet<object>();

/**
 * Starts a thread of the agent's own. Nothing is preloaded into it, and it is not counted as one of the application's.
 */
function start(file: string): workerThreads.Worker {
  const worker = new Worker(file, { env: {}, execArgv: [] });
  started.add(worker);
  return worker;
}

const isOwn = (worker: object): boolean => started.has(worker);

export = { start, isOwn };
