import path = require('node:path');
import workerThreads = require('node:worker_threads');

/** Taken before the application may replace the class. */
const { Worker } = workerThreads;

const started = new WeakSet<object>();

/** The text of a file that is not on disk where this process runs, by its name; null where files are read from disk. */
let textOf: ((file: string) => string | undefined) | null = null;

/** Makes threads run from texts, because the agent itself came as a text. */
function useTexts(find: (file: string) => string | undefined): void {
  textOf = find;
}

/**
 * Starts a thread of the agent's own. Nothing is preloaded into it, and it is not counted as one of the application's.
 */
function start(file: string): workerThreads.Worker {
  const text = textOf?.(path.basename(file));
  const options = { env: {}, execArgv: [] };
  const worker = text === undefined ? new Worker(file, options) : new Worker(text, { ...options, eval: true });
  started.add(worker);
  return worker;
}

const isOwn = (worker: object): boolean => started.has(worker);

export = { start, isOwn, useTexts };
