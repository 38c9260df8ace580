const Koa = require('koa');
const Router = require('@koa/router');
const { evaluate } = require('promo-rules');

function nested(depth) {
  if (depth === 0) {
    return { type: 'all', rules: [
      { type: 'percent', name: 'spring', value: 5 },
      { type: 'fixed', name: 'newsletter', value: 150 },
    ] };
  }
  return { type: depth % 2 ? 'group' : 'when', name: `level-${depth}`, min: 500, rules: [nested(depth - 1)] };
}

const campaign = nested(40);
const app = new Koa();
const router = new Router();

router.get('/healthz', (ctx) => {
  ctx.body = 'ok';
});

router.get('/baskets/:id/discount', (ctx) => {
  const basket = { id: ctx.params.id, total: 2000 + (Number(ctx.params.id) % 50) * 199 };
  const { cents } = evaluate(campaign, basket);
  ctx.body = { basket: basket.id, total: basket.total, discount: cents };
});

app.use(router.routes());
app.listen(Number(process.env.PORT), '127.0.0.1');
