import Router from '@koa/router';
import Koa from 'koa';

const ttlMs = 2000;
const quotes = new Map();

setInterval(() => {
  const now = Date.now();
  for (const [key, quote] of quotes) {
    if (quote.expiresAt > now) break;
    quotes.delete(key);
  }
}, 250).unref();

function quoteFor(key) {
  let quote = quotes.get(key);
  if (!quote) {
    quote = { key, rate: 1 + (key.length % 7) / 100, expiresAt: Date.now() + ttlMs };
    quotes.set(key, quote);
  }
  return quote;
}

const router = new Router();
router.get('/healthz', (ctx) => {
  ctx.body = 'ok';
});
router.get('/rates/:pair/:amount', (ctx) => {
  const { rate } = quoteFor(`${ctx.params.pair}:${ctx.params.amount}`);
  ctx.body = { pair: ctx.params.pair, converted: Number(ctx.params.amount) * rate };
});

const app = new Koa();
app.use(router.routes());
process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
