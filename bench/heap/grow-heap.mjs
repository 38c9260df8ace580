// Fills its heap with so many megabytes of what services keep, and writes three snapshots with a leak between them:
// node --max-old-space-size=4096 bench/heap/grow-heap.mjs <megabytes> <folder>
import path from 'node:path';
import { writeHeapSnapshot } from 'node:v8';

const [megabytes, folder] = process.argv.slice(2);
const sessions = new Map();
const leaked = [];

function openSession(id) {
  return {
    id,
    user: { name: `user ${id}`, roles: ['reader', 'writer'], lastSeen: new Date(id) },
    basket: Array.from({ length: 4 }, (_, index) => ({ sku: `sku-${id}-${index}`, amount: index })),
    tags: new Set([id % 7, id % 11]),
  };
}

function remember(id) {
  leaked.push({ id, note: `request ${id}` });
}

while (process.memoryUsage().heapUsed < Number(megabytes) * 2 ** 20) {
  for (let count = 0; count < 2_000; count += 1) sessions.set(sessions.size, openSession(sessions.size));
  if (sessions.size % 50_000 === 0) globalThis.gc?.();
}
globalThis.gc?.();

const times = [];
for (let round = 1; round <= 3; round += 1) {
  for (let count = 0; count < 400; count += 1) remember(count);
  const startMs = performance.now();
  writeHeapSnapshot(path.join(folder, `${round}.heapsnapshot`));
  times.push(Math.round(performance.now() - startMs));
}
console.log(
  JSON.stringify({ sessions: sessions.size, heapUsedBytes: process.memoryUsage().heapUsed, snapshotMs: times }),
);
