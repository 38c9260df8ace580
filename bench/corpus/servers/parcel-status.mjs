import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const lookups = [];

/** The carrier takes its time. */
async function askCarrier(parcel) {
  await sleep(40);
  return { parcel, depot: `depot ${parcel % 50}`, steps: ['collected', 'sorted', 'on its way'] };
}

async function statusOf(parcel) {
  const startedAt = performance.now();
  const status = await askCarrier(parcel);
  lookups.push({ parcel, tookMs: performance.now() - startedAt, status });
  return status;
}

const server = http.createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  if (pathname === '/healthz') return response.end('ok');
  const [, parcel] = /^\/parcels\/(\d+)$/.exec(pathname) ?? [];
  if (parcel === undefined) return response.writeHead(404).end();
  const status = await statusOf(Number(parcel));
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(status));
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
