export default async function admin(fastify) {
  fastify.addHook('onRequest', fastify.requireApiKey);

  fastify.get('/keys', async () => ({ keys: await fastify.redis.dbsize() }));

  fastify.delete('/links/:code', async (request, reply) => {
    await fastify.redis.del(`link:${request.params.code}`);
    return reply.code(204).send();
  });
}
