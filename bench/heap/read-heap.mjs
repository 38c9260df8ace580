// Analyses the three snapshots of a folder in a thread, as a pass does: node bench/heap/read-heap.mjs <folder>
import path from 'node:path';
import { Worker } from 'node:worker_threads';

const [folder] = process.argv.slice(2);
const workerFile = new URL('../../harness/dist/attribution/heap/heap-worker.js', import.meta.url);
const workerData = [1, 2, 3].map((round) => path.join(folder, `${round}.heapsnapshot`));

const startMs = performance.now();
const worker = new Worker(workerFile, { workerData, resourceLimits: { maxOldGenerationSizeMb: 8_192 } });
worker.on('message', ([growth]) => {
  const tookMs = performance.now() - startMs;
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  const found = `\`${growth.retainers.map(({ edge }) => edge).join(' › ')}\``;
  console.log(JSON.stringify({ tookMs, peakBytes, found }));
});
