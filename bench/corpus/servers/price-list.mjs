import http from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';

const prices = Array.from({ length: 100 }, (_, index) => ({ sku: `sku-${index}`, cents: index * 95 + 99 }));

async function send(response, body) {
  response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
  await pipeline(Readable.from([body]), zlib.createGzip({ level: 1, memLevel: 4 }), response);
}

const server = http.createServer(async (request, response) => {
  if (request.url === '/healthz') return response.end('ok');
  if (request.url !== '/prices') return response.writeHead(404).end();
  await send(response, JSON.stringify(prices)).catch(() => response.destroy());
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
