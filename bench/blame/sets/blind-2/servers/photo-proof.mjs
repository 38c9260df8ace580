import http from 'node:http';
import Koa from 'koa';
import { Pool } from 'undici';

const thumb = Buffer.alloc(24 * 1024, 7);

const store = http.createServer((req, res) => {
  if (req.url.startsWith('/raw/')) {
    res.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': thumb.length, 'x-photo-width': '1600', 'x-photo-height': '1067' });
    return res.end(thumb);
  }
  res.writeHead(404);
  res.end();
});
await new Promise((r) => store.listen(0, '127.0.0.1', r));

const photos = new Pool(`http://127.0.0.1:${store.address().port}`);
const app = new Koa();

app.use(async (ctx, next) => {
  if (ctx.path !== '/healthz') return next();
  ctx.body = 'ok';
});

app.use(async (ctx) => {
  const match = /^\/proofs\/(\d+)\/size$/.exec(ctx.path);
  if (!match) return;
  const answer = await photos.request({ method: 'GET', path: `/raw/${match[1]}.jpg`, highWaterMark: 16 * 1024 });
  if (answer.statusCode !== 200) ctx.throw(404, 'no such photo');
  ctx.body = {
    photo: Number(match[1]),
    width: Number(answer.headers['x-photo-width']),
    height: Number(answer.headers['x-photo-height']),
    type: answer.headers['content-type'],
  };
});

app.listen(process.env.PORT, '127.0.0.1');
