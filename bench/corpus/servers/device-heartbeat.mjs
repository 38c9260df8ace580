import Router from '@koa/router';
import Koa from 'koa';

const intervalMs = 15_000;
const lastBeat = new Map();

function keepAlive(device) {
  lastBeat.set(device, Date.now());
  setInterval(() => lastBeat.set(device, Date.now()), intervalMs);
}

const router = new Router();
router.get('/healthz', (ctx) => {
  ctx.body = 'ok';
});
router.post('/devices/:id/connect', (ctx) => {
  keepAlive(ctx.params.id);
  ctx.body = { device: ctx.params.id, known: lastBeat.size };
});

const app = new Koa();
app.use(router.routes());
process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
