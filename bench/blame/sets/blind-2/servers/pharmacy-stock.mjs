import { randomUUID } from 'node:crypto';
import fastify from 'fastify';
import { createTrail } from 'audit-trail';

const recent = [];
const trail = createTrail({
  service: 'pharmacy-stock',
  write(line) {
    recent.push(line);
    if (recent.length > 50) recent.shift();
  },
});

const shelves = new Map([['ibuprofen', 140], ['amoxicillin', 32], ['insulin', 18]]);
const app = fastify();

app.decorateRequest('trail', null);
app.addHook('onRequest', async (request) => {
  request.trail = trail.about({ requestId: randomUUID(), branch: request.headers['x-branch'] ?? 'main' });
});

app.get('/healthz', async () => 'ok');

app.get('/stock/:drug', async (request, reply) => {
  const { drug } = request.params;
  const packs = shelves.get(drug);
  request.trail.note('stock.read', { drug, packs });
  if (packs === undefined) return reply.code(404).send({ error: 'not stocked' });
  return { drug, packs, low: packs < 20 };
});

app.get('/audit/recent', async () => recent.slice(-10));

await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
