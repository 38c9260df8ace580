export default async function stats(fastify) {
  fastify.get('/', async () => ({ uptime: process.uptime(), rss: process.memoryUsage.rss() }));

  fastify.route({
    method: 'GET',
    url: '/visits',
    handler: async () => ({ visits: await fastify.redis.incr('stats:visits') }),
  });
}
