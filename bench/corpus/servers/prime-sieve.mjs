import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import express from 'express';

function countPrimes(limit) {
  const composite = new Uint8Array(limit + 1);
  let count = 0;
  for (let n = 2; n <= limit; n += 1) {
    if (composite[n]) continue;
    count += 1;
    for (let multiple = n * n; multiple <= limit; multiple += n) composite[multiple] = 1;
  }
  return count;
}

async function countInWorker(limit) {
  const worker = new Worker(fileURLToPath(import.meta.url));
  worker.postMessage(limit);
  const [count] = await once(worker, 'message');
  return count;
}

function serve() {
  const app = express();
  app.get('/healthz', (_request, response) => response.send('ok'));
  app.get('/primes', async (_request, response) =>
    response.json({ below: 10_000, count: await countInWorker(10_000) }),
  );
  process.on('SIGTERM', () => process.exit(0));
  app.listen(Number(process.env.PORT), '127.0.0.1');
}

if (isMainThread) serve();
else parentPort.on('message', (limit) => parentPort.postMessage(countPrimes(limit)));
