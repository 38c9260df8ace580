import Router from '@koa/router';
import Koa from 'koa';

const sampleEvery = 100;
const traces = [];
let handled = 0;

function captureTrace(id) {
  const spans = Array.from({ length: 200 }, (_, index) => ({ id: index, parent: index - 1, name: `step ${index}` }));
  traces.push({ id, spans });
}

const router = new Router();
router.get('/healthz', (ctx) => {
  ctx.body = 'ok';
});
router.get('/payments/status', (ctx) => {
  handled += 1;
  if (handled % sampleEvery === 0) captureTrace(handled);
  ctx.body = { state: 'settled', traced: traces.length };
});

const app = new Koa();
app.use(router.routes());
process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
