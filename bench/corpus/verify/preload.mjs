// Runs inside the server under test and answers "read" over the IPC channel. It shares no code with the harness.
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread } from 'node:worker_threads';

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

function countHandles() {
  const counts = {};
  for (const type of process.getActiveResourcesInfo()) {
    counts[`handles.${type}`] = (counts[`handles.${type}`] ?? 0) + 1;
  }
  return counts;
}

async function read() {
  await collect();
  const memory = process.memoryUsage();
  const checkedOut = [...pools].reduce((sum, pool) => sum + pool.totalCount - pool.idleCount, 0);
  return {
    heapUsedBytes: memory.heapUsed,
    externalBytes: memory.external,
    arrayBuffersBytes: memory.arrayBuffers,
    rssBytes: memory.rss,
    'pool.checkedOut': checkedOut,
    ...countHandles(),
  };
}

if (isMainThread && process.send) {
  if (process.env.DATABASE_URL) watchPools();
  process.on('message', async () => process.send(await read()));
  process.on('disconnect', () => process.exit());
  process.channel.unref();
}
