import Fastify from 'fastify';
import http from 'node:http';
import { once } from 'node:events';
import { PressKit } from 'press-kit';

const scan = Buffer.alloc(160 * 1024, '%PDF-1.7 ');
const archive = http.createServer((req, res) => {
  const article = Number(req.url.split('/').pop());
  if (article % 3 === 0) {
    res.setHeader('content-type', 'application/pdf');
    return res.end(scan);
  }
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify({ title: `Article ${article}`, pages: article % 40 }));
});
archive.keepAliveTimeout = 600_000;
archive.listen(0, '127.0.0.1');
await once(archive, 'listening');

const kit = new PressKit(`http://127.0.0.1:${archive.address().port}`);
const app = Fastify();
app.get('/healthz', async () => 'ok');
app.get('/brochures/:article', async (request) => {
  const sheet = await kit.sheet(request.params.article);
  return { ...sheet, order: sheet.printed ? '/orders/print' : null };
});
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
