import fp from 'fastify-plugin';

export default fp(async (fastify) => {
  const apiKey = process.env.API_KEY ?? 'local-key';
  fastify.decorate('requireApiKey', async (request) => {
    if (request.headers['x-api-key'] !== apiKey) throw fastify.httpErrors.unauthorized('x-api-key is missing or wrong');
  });
});
