import Fastify from 'fastify';
import http from 'node:http';
import { once } from 'node:events';
import pTimeout from 'p-timeout';

const app = Fastify();
const stopping = new AbortController();

const rules = http.createServer((req, res) => {
  const sku = decodeURIComponent(req.url.slice(1));
  res.end(JSON.stringify({ sku, base: 1000 + (sku.length % 7) * 50, discount: sku.endsWith('7') ? 0.1 : 0 }));
});
rules.listen(0, '127.0.0.1');
await once(rules, 'listening');
const rulesUrl = `http://127.0.0.1:${rules.address().port}`;
const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });

function getJson(url) {
  return new Promise((resolve, reject) => {
    http.get(url, { agent }, (res) => {
      let text = '';
      res.setEncoding('utf8');
      res.on('data', (chunk) => { text += chunk; });
      res.on('end', () => resolve(JSON.parse(text)));
    }).on('error', reject);
  });
}

async function priceOf(sku) {
  const rule = await pTimeout(getJson(`${rulesUrl}/${encodeURIComponent(sku)}`), {
    milliseconds: 2000,
    message: 'price rules did not answer in time',
    signal: stopping.signal,
  });
  return Math.round(rule.base * (1 - rule.discount));
}

app.get('/healthz', async () => 'ok');
app.get('/prices/:sku', async (request) => {
  const { sku } = request.params;
  return { sku, cents: await priceOf(sku) };
});

process.once('SIGTERM', async () => {
  stopping.abort();
  await app.close();
  process.exit(0);
});

await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
