import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { isMainThread, MessageChannel, parentPort, Worker } from 'node:worker_threads';

const latestKept = 200;

async function quoteIn(worker, parcel) {
  const { port1, port2 } = new MessageChannel();
  worker.postMessage({ parcel, port: port2 }, [port2]);
  const [quote] = await once(port1, 'message');
  port1.close();
  return quote;
}

function serve() {
  const worker = new Worker(fileURLToPath(import.meta.url));
  let parcels = 0;
  const server = createServer(async (request, response) => {
    if (request.url === '/healthz') {
      response.end('ok');
      return;
    }
    parcels += 1;
    const quote = await quoteIn(worker, { parcel: parcels, grams: 100 + (parcels % 40) });
    response.end(JSON.stringify(quote));
  });
  process.on('SIGTERM', () => process.exit(0));
  server.listen(Number(process.env.PORT), '127.0.0.1');
}

const latest = [];

function quote({ parcel, grams }) {
  const answer = { parcel, grams, cents: 120 + 3 * grams };
  latest.push(answer);
  if (latest.length > latestKept) latest.shift();
  return answer;
}

if (isMainThread) serve();
else parentPort.on('message', ({ parcel, port }) => port.postMessage(quote(parcel)));
