const link = {
  type: 'object',
  properties: { code: { type: 'string' }, url: { type: 'string' }, hits: { type: 'integer' } },
};

export default async function links(fastify) {
  fastify.get(
    '/',
    {
      schema: {
        querystring: { type: 'object', properties: { limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 } } },
        response: { 200: { type: 'array', items: link } },
      },
    },
    async (request) => {
      const codes = await fastify.redis.zrevrange('links:recent', 0, request.query.limit - 1);
      return Promise.all(
        codes.map(async (code) => ({ code, ...(await fastify.redis.hgetall(`link:${code}`)) })),
      );
    },
  );

  fastify.post(
    '/',
    {
      schema: {
        body: {
          type: 'object',
          required: ['code', 'url'],
          properties: { code: { type: 'string', minLength: 3, maxLength: 32 }, url: { type: 'string', format: 'uri' } },
        },
        response: { 201: link },
      },
    },
    async (request, reply) => {
      const { code, url } = request.body;
      await fastify.redis.hset(`link:${code}`, { url, hits: 0 });
      await fastify.redis.zadd('links:recent', Date.now(), code);
      await fastify.redis.zremrangebyrank('links:recent', 0, -101);
      return reply.code(201).send({ code, url, hits: 0 });
    },
  );

  fastify.get('/:code', async (request) => {
    const found = await fastify.redis.hgetall(`link:${request.params.code}`);
    if (!found.url) throw fastify.httpErrors.notFound('no such link');
    return { code: request.params.code, ...found };
  });
}
