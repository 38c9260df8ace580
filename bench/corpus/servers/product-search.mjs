import Fastify from 'fastify';

const app = Fastify();

const querystring = {
  type: 'object',
  required: ['q'],
  properties: { q: { type: 'string', maxLength: 80 }, page: { type: 'integer', minimum: 1, default: 1 } },
};
const hit = { type: 'object', properties: { id: { type: 'integer' }, title: { type: 'string' } } };
const answer = {
  type: 'object',
  properties: { page: { type: 'integer' }, hits: { type: 'array', items: hit } },
};

app.get('/healthz', async () => 'ok');
app.get('/search', { schema: { querystring, response: { 200: answer } } }, async (request) => {
  const { q, page } = request.query;
  const hits = Array.from({ length: 10 }, (_, index) => ({
    id: page * 10 + index,
    title: `${q} ${index}`,
    internal: true,
  }));
  return { page, hits };
});

process.on('SIGTERM', () => process.exit(0));
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
