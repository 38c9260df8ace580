import { once } from 'node:events';
import net from 'node:net';
import Router from '@koa/router';
import Koa from 'koa';
import { quote, quoteOnce } from 'rate-desk';

const desk = net.createServer((socket) => {
  socket.on('error', () => undefined);
  socket.on('data', () => socket.write('1.0834\n'));
});
desk.listen(0, '127.0.0.1');
await once(desk, 'listening');
const { port } = desk.address();

const router = new Router();
router.get('/healthz', (ctx) => {
  ctx.body = 'ok';
});
router.get('/budgets/:euros', async (ctx) => {
  const rate = await quote(port, 'EURUSD');
  ctx.body = { dollars: Number(ctx.params.euros) * rate };
});
router.get('/prices/:euros', async (ctx) => {
  const rate = await quoteOnce(port, 'EURUSD');
  ctx.body = { dollars: Number(ctx.params.euros) * rate };
});

const app = new Koa();
app.use(router.routes());
process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
