import http from 'node:http';
import { once } from 'node:events';
import Koa from 'koa';
import Router from '@koa/router';
import { request } from 'undici';

const sheet = Buffer.alloc(160 * 1024, 'sku;shelf;count\n');
const warehouse = http.createServer((req, res) => {
  const sku = req.url.slice(1);
  res.setHeader('content-type', 'text/csv');
  res.setHeader('x-stock-count', String(sku.length * 7));
  res.setHeader('content-length', sheet.length);
  res.end(sheet);
});
await once(warehouse.listen(0, '127.0.0.1'), 'listening');
const base = `http://127.0.0.1:${warehouse.address().port}`;

async function stockOf(sku) {
  const { statusCode, headers } = await request(`${base}/${encodeURIComponent(sku)}`);
  if (statusCode !== 200) return 0;
  return Number(headers['x-stock-count']);
}

const router = new Router();
router.get('/healthz', (ctx) => {
  ctx.body = 'ok';
});
router.get('/stock/:sku', async (ctx) => {
  const count = await stockOf(ctx.params.sku);
  ctx.body = { sku: ctx.params.sku, count, orderable: count > 0 };
});

new Koa().use(router.routes()).listen(Number(process.env.PORT), '127.0.0.1');
