'use strict';
const fastify = require('fastify');
const { tuneIn } = require('venue-feed');

const app = fastify();
const opera = tuneIn('opera-house');

app.get('/healthz', async () => ({ ok: true }));

app.get('/sections/:section/seats', {
  schema: { params: { type: 'object', properties: { section: { type: 'integer', minimum: 1 } } } },
}, async (request, reply) => {
  const layout = await opera.layout(request.params.section);
  const free = layout.rows.reduce((sum, row) => sum + row.free, 0);
  if (free === 0) return reply.code(200).send({ section: layout.section, soldOut: true });
  return { section: layout.section, free, rows: layout.rows.map(({ row, free: seats }) => ({ row, seats })) };
});

app.addHook('onClose', async () => opera.end());

app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
