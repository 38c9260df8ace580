import { once } from 'node:events';
import net from 'node:net';
import Router from '@koa/router';
import Koa from 'koa';

async function openPassivePort() {
  const listener = net.createServer((socket) => socket.end('226 transfer complete\r\n'));
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return listener.address().port;
}

const router = new Router();
router.get('/healthz', (ctx) => {
  ctx.body = 'ok';
});
router.post('/transfers', async (ctx) => {
  ctx.status = 201;
  ctx.body = { host: '127.0.0.1', port: await openPassivePort() };
});

const app = new Koa();
app.use(router.routes());
process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
