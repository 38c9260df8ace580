import http from 'node:http';
import Fastify from 'fastify';
import axios from 'axios';

const carrier = http.createServer((req, res) => {
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify({ zone: req.url.split('/').pop(), cents: 1290, currency: 'EUR' }));
});
carrier.keepAliveTimeout = 120_000;
await new Promise((ready) => carrier.listen(0, '127.0.0.1', ready));

const client = axios.create({
  baseURL: `http://127.0.0.1:${carrier.address().port}`,
  timeout: 3000,
  httpAgent: new http.Agent({ keepAlive: true, maxSockets: 8 }),
});

const app = Fastify();

app.get('/healthz', async () => ({ ok: true }));

app.get('/tariffs/:zone', async (req) => {
  const { data } = await client.get(`/zones/${encodeURIComponent(req.params.zone)}`);
  return { zone: data.zone, price: (data.cents / 100).toFixed(2), currency: data.currency };
});

await app.listen({ port: Number(process.env.PORT ?? 3000), host: '127.0.0.1' });
