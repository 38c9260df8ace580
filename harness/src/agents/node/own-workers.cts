import workerThreads = require('node:worker_threads');

/** Taken before anybody may put another class in its place. */
const { Worker } = workerThreads;

const started = new WeakSet<object>();

/** Starts a thread of the agent's own: nothing is preloaded into it, and it counts as none of the application's. */
function start(file: string): workerThreads.Worker {
  const worker = new Worker(file, { env: {}, execArgv: [] });
  started.add(worker);
  return worker;
}

const isOwn = (worker: object): boolean => started.has(worker);

export = { start, isOwn };
