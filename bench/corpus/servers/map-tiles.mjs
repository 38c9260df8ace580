import { createHash } from 'node:crypto';
import Router from '@koa/router';
import Koa from 'koa';

const tileBytes = 128 * 1024;

function drawTile(column, row) {
  const pixels = Buffer.allocUnsafe(tileBytes);
  pixels.fill((column * 31 + row * 17) % 256);
  const frame = Buffer.from(pixels.subarray(0, tileBytes / 2));
  return Buffer.concat([frame, pixels.subarray(tileBytes / 2)]);
}

const router = new Router();
router.get('/healthz', (ctx) => {
  ctx.body = 'ok';
});
router.get('/tiles/:column/:row', (ctx) => {
  const tile = drawTile(Number(ctx.params.column), Number(ctx.params.row));
  ctx.set('etag', createHash('md5').update(tile.subarray(0, 4096)).digest('hex'));
  ctx.type = 'application/octet-stream';
  ctx.body = tile.subarray(0, 1024);
});

const app = new Koa();
app.use(router.routes());
process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
