import { createHistogram } from 'node:perf_hooks';
import Router from '@koa/router';
import Koa from 'koa';

const registry = new Map();

function observe(labels, durationMs) {
  const key = Object.values(labels).join('|');
  let series = registry.get(key);
  if (!series) {
    series = { labels, count: 0, histogram: createHistogram({ lowest: 1, highest: 60_000, figures: 2 }) };
    registry.set(key, series);
  }
  series.count += 1;
  series.histogram.record(Math.max(1, Math.round(durationMs)));
}

const app = new Koa();
app.use(async (ctx, next) => {
  const startedAt = performance.now();
  await next();
  const labels = { method: ctx.method, route: ctx._matchedRoute ?? 'none', status: ctx.status };
  observe(labels, performance.now() - startedAt);
});

const router = new Router();
router.get('/healthz', (ctx) => {
  ctx.body = 'ok';
});
router.get('/articles/:id', (ctx) => {
  ctx.body = { id: ctx.params.id, series: registry.size };
});
app.use(router.routes());
process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
