import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import Router from '@koa/router';
import Koa from 'koa';

const context = new AsyncLocalStorage();
let lastRequest = 0;

async function loadDocument() {
  await sleep(1);
  const { trail } = context.getStore();
  trail.push('loaded');
  return { title: 'Minutes', pages: 12 };
}

const app = new Koa();
app.use((_ctx, next) => {
  lastRequest += 1;
  return context.run({ request: lastRequest, trail: ['received'] }, next);
});

const router = new Router();
router.get('/healthz', (ctx) => {
  ctx.body = 'ok';
});
router.get('/minutes', async (ctx) => {
  const document = await loadDocument();
  const { request, trail } = context.getStore();
  ctx.body = { ...document, request, trail };
});
app.use(router.routes());
process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
