import { setMaxListeners } from 'node:events';
import http from 'node:http';
import Koa from 'koa';
import { pointsGateway } from 'points-gateway';

const bank = http.createServer((req, res) => {
  const member = Number(req.url.split('/').pop());
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify({ member, points: (member * 37) % 5000 }));
});
await new Promise((r) => bank.listen(0, '127.0.0.1', r));

const quitting = new AbortController();
setMaxListeners(0, quitting.signal);

const gateway = pointsGateway({ origin: `http://127.0.0.1:${bank.address().port}`, quitting: quitting.signal });
const app = new Koa();

app.use(async (ctx) => {
  if (ctx.path === '/healthz') {
    ctx.body = 'ok';
    return;
  }
  const match = /^\/members\/(\d+)\/points$/.exec(ctx.path);
  if (!match) return;
  const balance = await gateway.balanceOf(match[1]);
  ctx.body = { ...balance, tier: balance.points > 2500 ? 'gold' : 'blue' };
});

const server = app.listen(process.env.PORT, '127.0.0.1');
process.once('SIGTERM', () => {
  quitting.abort();
  server.close(() => process.exit(0));
});
