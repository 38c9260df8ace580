import Router from '@koa/router';
import Koa from 'koa';
import { createClient } from 'redis';

const redis = createClient({ url: process.env.REDIS_URL });
redis.on('error', (error) => console.error(error.message));
await redis.connect();

const inbox = [];

function deliver(message) {
  inbox.push(message);
  if (inbox.length > 100) inbox.shift();
}

async function follow(channel) {
  const subscriber = redis.duplicate();
  subscriber.on('error', (error) => console.error(error.message));
  await subscriber.connect();
  await subscriber.subscribe(channel, deliver);
}

const router = new Router();
router.get('/healthz', (ctx) => {
  ctx.body = 'ok';
});
router.post('/channels/:name/follow', async (ctx) => {
  await follow(`channel:${ctx.params.name}`);
  ctx.body = { following: ctx.params.name, unread: inbox.length };
});

const app = new Koa();
app.use(router.routes());
process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
