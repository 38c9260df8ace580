export default async function root(fastify) {
  fastify.get('/', async () => ({ name: 'links', version: '0.9.2' }));

  fastify.get('/healthz', async () => ({ redis: await fastify.redis.ping() }));
}
