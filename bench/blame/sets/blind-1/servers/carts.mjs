import Fastify from 'fastify';
import Redis from 'ioredis';

const app = Fastify();

function cartKey(id) {
  return `cart:${id % 200}`;
}

async function addItem(id, item) {
  const redis = new Redis(process.env.REDIS_URL, { maxRetriesPerRequest: 2 });
  const key = cartKey(id);
  await redis.hincrby(key, item.sku, item.quantity);
  return redis.hgetall(key);
}

app.get('/healthz', async () => 'ok');

app.post('/carts/:id/items', async (request, reply) => {
  const { sku, quantity = 1 } = request.body;
  if (!sku) return reply.code(400).send({ error: 'sku is missing' });
  const items = await addItem(Number(request.params.id), { sku, quantity });
  return { cart: request.params.id, items };
});

await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
