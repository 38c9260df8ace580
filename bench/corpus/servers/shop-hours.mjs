import { once } from 'node:events';
import http from 'node:http';
import express from 'express';

const shop = http.createServer((_request, response) => response.end(JSON.stringify({ open: true })));
shop.keepAliveTimeout = 120_000;
shop.listen(0, '0.0.0.0');
await once(shop, 'listening');
const { port } = shop.address();
const hosts = Array.from({ length: 40 }, (_, index) => `127.0.0.${index + 2}`);
const shared = new http.Agent({ keepAlive: true, maxSockets: 4 });

function ask(host, agent) {
  return new Promise((resolve, reject) => {
    const request = http.get({ host, port, agent }, async (response) => {
      const chunks = await response.toArray();
      resolve(JSON.parse(Buffer.concat(chunks)));
    });
    request.on('error', reject);
  });
}

let asked = 0;
const nextHost = () => hosts[Math.floor(asked++ / 4) % hosts.length];

const app = express();
app.get('/healthz', (_request, response) => response.send('ok'));
app.get('/shops/next', async (_request, response) => {
  const host = nextHost();
  const [hours] = await Promise.all([1, 2, 3, 4].map(() => ask(host, shared)));
  response.json(hours);
});
app.get('/shops/alone', async (_request, response) => {
  response.json(await ask(nextHost(), new http.Agent({ keepAlive: true })));
});

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
