import Fastify from 'fastify';
import { createClient } from 'redis';

async function withRedis(work) {
  const client = createClient({ url: process.env.REDIS_URL });
  client.on('error', (error) => console.error(error.message));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

const app = Fastify();
app.get('/healthz', async () => 'ok');

app.post('/scores/:player', async (request) =>
  withRedis(async (client) => {
    const score = await client.zIncrBy('leaderboard', 1, request.params.player);
    await client.expire('leaderboard', 60);
    return { player: request.params.player, score };
  }),
);

process.on('SIGTERM', () => process.exit(0));
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
