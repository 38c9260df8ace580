import { createHmac, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import Fastify from 'fastify';

function createSigner() {
  const pending = new Map();
  let lastId = 0;
  const worker = new Worker(fileURLToPath(import.meta.url));
  worker.on('message', ({ id, signature }) => {
    pending.get(id)(signature);
    pending.delete(id);
  });
  return (receipt) =>
    new Promise((resolve) => {
      lastId += 1;
      pending.set(lastId, resolve);
      worker.postMessage({ id: lastId, receipt });
    });
}

async function serve() {
  const sign = createSigner();
  const app = Fastify();
  app.get('/healthz', async () => 'ok');
  app.post('/receipts', async () => ({ signature: await sign({ number: randomUUID(), cents: 1250 }) }));
  process.on('SIGTERM', () => process.exit(0));
  await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
}

const signed = [];

function signReceipt({ number, cents }) {
  const signature = createHmac('sha256', 'till-4').update(`${number}:${cents}`).digest('hex');
  signed.push({ number, cents, signature });
  return signature;
}

if (isMainThread) await serve();
else parentPort.on('message', ({ id, receipt }) => parentPort.postMessage({ id, signature: signReceipt(receipt) }));
