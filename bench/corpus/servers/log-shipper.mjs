import zlib from 'node:zlib';
import Router from '@koa/router';
import Koa from 'koa';

const shippers = new Map();

function openShipper(id) {
  const stream = zlib.createGzip({ level: 1, windowBits: 12, memLevel: 3 });
  stream.resume();
  shippers.set(id, stream);
  return stream;
}

function ship(stream, line) {
  return new Promise((resolve) => {
    stream.write(line);
    stream.flush(() => resolve(stream.bytesWritten));
  });
}

const router = new Router();
router.get('/healthz', (ctx) => {
  ctx.body = 'ok';
});
router.post('/logs', async (ctx) => {
  const id = shippers.size + 1;
  const shippedBytes = await ship(openShipper(id), `${id} started\n`);
  ctx.body = { id, shippedBytes };
});

const app = new Koa();
app.use(router.routes());
process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
