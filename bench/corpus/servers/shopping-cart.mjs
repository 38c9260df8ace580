import Router from '@koa/router';
import Koa from 'koa';

const active = new Map();
let lastId = 0;

async function withCart(ctx, next) {
  lastId += 1;
  const id = `${lastId}`;
  active.set(id, { id, lines: [], headers: ctx.headers });
  ctx.state.cart = active.get(id);
  try {
    await next();
  } finally {
    active.delete(id);
  }
}

const router = new Router();
router.get('/healthz', (ctx) => {
  ctx.body = 'ok';
});
router.post('/cart/quote', withCart, async (ctx) => {
  const { cart } = ctx.state;
  for (let line = 1; line <= 5; line += 1) cart.lines.push({ sku: `sku-${line}`, cents: line * 250 });
  ctx.body = { cart: cart.id, cents: cart.lines.reduce((sum, { cents }) => sum + cents, 0), active: active.size };
});

const app = new Koa();
app.use(router.routes());
process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
