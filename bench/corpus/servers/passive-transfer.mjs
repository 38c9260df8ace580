import { once } from 'node:events';
import net from 'node:net';
import Router from '@koa/router';
import Koa from 'koa';

async function transfer(text) {
  const listener = net.createServer((socket) => socket.end(text));
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  try {
    const socket = net.connect(listener.address().port, '127.0.0.1');
    const chunks = await socket.toArray();
    return Buffer.concat(chunks).toString();
  } finally {
    listener.close();
  }
}

const router = new Router();
router.get('/healthz', (ctx) => {
  ctx.body = 'ok';
});
router.post('/transfers', async (ctx) => {
  ctx.body = { received: await transfer('226 transfer complete') };
});

const app = new Koa();
app.use(router.routes());
process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
