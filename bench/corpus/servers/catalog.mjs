import Router from '@koa/router';
import Koa from 'koa';

const items = new Map(Array.from({ length: 300 }, (_, index) => [`item-${index}`, { stock: index % 40 }]));
const misses = new Map();

function suggest(name) {
  const closest = [...items.keys()].slice(0, 3);
  misses.set(name, { closest, asked: (misses.get(name)?.asked ?? 0) + 1 });
  return closest;
}

const router = new Router();
router.get('/healthz', (ctx) => {
  ctx.body = 'ok';
});
router.get('/catalog/:name', (ctx) => {
  const item = items.get(ctx.params.name);
  if (item) {
    ctx.body = item;
    return;
  }
  ctx.status = 404;
  ctx.body = { error: 'not in the catalog', didYouMean: suggest(ctx.params.name) };
});

const app = new Koa();
app.use(router.routes());
process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
