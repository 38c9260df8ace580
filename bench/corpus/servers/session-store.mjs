import { randomUUID } from 'node:crypto';
import express from 'express';
import { createClient } from 'redis';

const redis = createClient({ url: process.env.REDIS_URL });
redis.on('error', (error) => console.error(error.message));
await redis.connect();

const lifetimeSeconds = 5;

async function createSession(user) {
  const id = randomUUID();
  await redis.set(`session:${id}`, JSON.stringify({ user }), { EX: lifetimeSeconds });
  return id;
}

const app = express();
app.get('/healthz', (_request, response) => response.send('ok'));
app.post('/sessions', async (_request, response) => {
  const id = await createSession('guest');
  const session = JSON.parse(await redis.get(`session:${id}`));
  response.status(201).json({ id, ...session });
});

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
