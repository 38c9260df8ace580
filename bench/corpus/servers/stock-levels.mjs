import { once } from 'node:events';
import net from 'node:net';
import Router from '@koa/router';
import Koa from 'koa';

const largest = 120;
const store = net.createServer((socket) => {
  socket.on('error', () => undefined);
  socket.on('data', () => socket.write('17\n'));
});
store.listen(0, '127.0.0.1');
await once(store, 'listening');
const { port } = store.address();

const clients = [];
let asked = 0;

async function clientFor() {
  const wanted = Math.min(largest, Math.ceil(asked / 2));
  if (clients.length < wanted) {
    const socket = net.connect(port, '127.0.0.1');
    socket.resume();
    await once(socket, 'connect');
    clients.push(socket);
  }
  return clients[asked % Math.max(1, clients.length)];
}

const router = new Router();
router.get('/healthz', (ctx) => {
  ctx.body = 'ok';
});
router.get('/stock', async (ctx) => {
  asked++;
  await new Promise((resolve) => setTimeout(resolve, clients.length / 10));
  const client = await clientFor();
  client.write('level?\n');
  ctx.body = { clients: clients.length };
});

const app = new Koa();
app.use(router.routes());
process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
