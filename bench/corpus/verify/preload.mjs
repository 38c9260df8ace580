// Runs inside the server under test and answers "read" over the IPC channel. It shares no code with the harness.
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { BroadcastChannel, isMainThread, threadId } from 'node:worker_threads';

const pools = new Set();

function watchPools() {
  const Pool = createRequire(import.meta.url)('pg-pool');
  const connect = Pool.prototype.connect;
  Pool.prototype.connect = function watchedConnect(...args) {
    pools.add(this);
    return connect.apply(this, args);
  };
}

// Finalizers and close events free memory only in a later turn, so one collection is not enough.
async function collect() {
  for (let pass = 0; pass < 4; pass += 1) {
    globalThis.gc();
    await sleep(10);
  }
}

const askChannel = 'corpus probe asks';
const answerChannel = 'corpus probe answers';
const workerPatienceMs = 1_000;

function readHeap() {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return { heapUsedBytes: heapUsed, externalBytes: external, arrayBuffersBytes: arrayBuffers };
}

/** In a worker thread: its own heap, whenever the main thread asks. */
function answerForWorker() {
  const asks = new BroadcastChannel(askChannel);
  asks.unref();
  asks.onmessage = async () => {
    await collect();
    const answers = new BroadcastChannel(answerChannel);
    answers.postMessage({ threadId, heap: readHeap() });
    answers.close();
  };
}

const workers = new Set();

function watchWorkers() {
  process.on('worker', (worker) => {
    workers.add(worker);
    worker.once('exit', () => workers.delete(worker));
  });
}

async function readWorkers() {
  if (workers.size === 0) return [];
  const heaps = new Map();
  const [asks, answers] = [new BroadcastChannel(askChannel), new BroadcastChannel(answerChannel)];
  answers.onmessage = ({ data }) => heaps.set(data.threadId, data.heap);
  asks.postMessage('read');
  const untilMs = performance.now() + workerPatienceMs;
  while (heaps.size < workers.size && performance.now() < untilMs) await sleep(5);
  asks.close();
  answers.close();
  return [...heaps.values()];
}

const sumOf = (heaps, name) => heaps.reduce((sum, heap) => sum + heap[name], 0);

function countHandles() {
  const counts = {};
  for (const type of process.getActiveResourcesInfo()) {
    counts[`handles.${type}`] = (counts[`handles.${type}`] ?? 0) + 1;
  }
  return counts;
}

async function read() {
  const inWorkers = await readWorkers();
  await collect();
  const heaps = [readHeap(), ...inWorkers];
  const checkedOut = [...pools].reduce((sum, pool) => sum + pool.totalCount - pool.idleCount, 0);
  return {
    heapUsedBytes: sumOf(heaps, 'heapUsedBytes'),
    externalBytes: sumOf(heaps, 'externalBytes'),
    arrayBuffersBytes: sumOf(heaps, 'arrayBuffersBytes'),
    rssBytes: process.memoryUsage.rss(),
    'pool.checkedOut': checkedOut,
    ...countHandles(),
  };
}

if (!isMainThread) answerForWorker();
if (isMainThread && process.send) {
  watchWorkers();
  if (process.env.DATABASE_URL) watchPools();
  process.on('message', async () => process.send(await read()));
  process.on('disconnect', () => process.exit());
  process.channel.unref();
}
