import http from 'node:http';
import Fastify from 'fastify';
import { Agent, request } from 'undici';

// coupon desk: unknown codes are answered 404 with a longer page
const page = `<html><body>${'<p>No such coupon in this season.</p>'.repeat(1900)}</body></html>`;
const desk = http.createServer((req, res) => {
  const known = req.url.startsWith('/codes/A');
  res.writeHead(known ? 200 : 404, { 'content-type': known ? 'application/json' : 'text/html' });
  res.end(known ? '{"percent":15}' : page);
});
await new Promise((ready) => desk.listen(0, '127.0.0.1', ready));

const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: 60_000 });
const app = Fastify();

app.get('/healthz', async () => 'ok');

app.get('/coupons/:code', async (req) => {
  try {
    const { body } = await request(`http://127.0.0.1:${desk.address().port}/codes/${req.params.code}`, {
      dispatcher,
      throwOnError: true,
    });
    const { percent } = await body.json();
    return { code: req.params.code, percent };
  } catch (err) {
    if (err.statusCode === 404) return { code: req.params.code, percent: 0 };
    throw err;
  }
});

await app.listen({ port: Number(process.env.PORT ?? 3000), host: '127.0.0.1' });
