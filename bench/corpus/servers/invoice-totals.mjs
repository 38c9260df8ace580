import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import Fastify from 'fastify';

const poolSize = 2;

function createPool() {
  const pending = new Map();
  let lastId = 0;
  const workers = Array.from({ length: poolSize }, () => {
    const worker = new Worker(fileURLToPath(import.meta.url));
    worker.on('message', ({ id, total }) => {
      pending.get(id)(total);
      pending.delete(id);
    });
    return worker;
  });
  return (amounts) =>
    new Promise((resolve) => {
      lastId += 1;
      pending.set(lastId, resolve);
      workers[lastId % poolSize].postMessage({ id: lastId, amounts });
    });
}

async function serve() {
  const sumInPool = createPool();
  const app = Fastify();
  app.get('/healthz', async () => 'ok');
  app.get('/totals/:customer', async (request) => {
    const amounts = Array.from({ length: 50 }, (_, index) => index * Number(request.params.customer));
    return { total: await sumInPool(amounts) };
  });
  process.on('SIGTERM', () => process.exit(0));
  await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
}

const sum = (amounts) => amounts.reduce((total, amount) => total + amount, 0);

if (isMainThread) await serve();
else parentPort.on('message', ({ id, amounts }) => parentPort.postMessage({ id, total: sum(amounts) }));
