import express from 'express';
import { createClient } from 'redis';

async function connect() {
  const client = createClient({ url: process.env.REDIS_URL });
  client.on('error', (error) => console.error(error.message));
  await client.connect();
  return client;
}

async function countHit(page) {
  const redis = await connect();
  const hits = await redis.incr(`hits:${page}`);
  await redis.expire(`hits:${page}`, 60);
  return hits;
}

const app = express();
app.get('/healthz', (_request, response) => response.send('ok'));
app.get('/hits/:page', async (request, response) => {
  response.json({ page: request.params.page, hits: await countHit(request.params.page) });
});

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
