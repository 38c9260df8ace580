import Router from '@koa/router';
import Koa from 'koa';
import { createClient } from 'redis';

async function connect() {
  const client = createClient({ url: process.env.REDIS_URL });
  client.on('error', (error) => console.error(error.message));
  await client.connect();
  return client;
}

const publisher = await connect();
const subscriber = await connect();

async function echo(room, text) {
  const { promise, resolve } = withResolvers();
  const listener = (message) => resolve(message);
  await subscriber.subscribe(room, listener);
  try {
    await publisher.publish(room, text);
    return await promise;
  } finally {
    await subscriber.unsubscribe(room, listener);
  }
}

function withResolvers() {
  const deferred = {};
  deferred.promise = new Promise((resolve, reject) => Object.assign(deferred, { resolve, reject }));
  return deferred;
}

const router = new Router();
router.get('/healthz', (ctx) => {
  ctx.body = 'ok';
});
router.post('/rooms/:name', async (ctx) => {
  ctx.body = { heard: await echo(`room:${ctx.params.name}`, `hello ${ctx.params.name}`) };
});

const app = new Koa();
app.use(router.routes());
process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
