import fastify from 'fastify';
import { LeaseBook } from 'forklift-leases';

const leases = new LeaseBook({ renewMs: 20000 });
const bays = new Map(Array.from({ length: 30 }, (_, i) => [i, { bay: i, pallets: i % 3 === 0 ? 0 : 1000000 }]));

const app = fastify();

app.get('/healthz', async () => ({ up: true }));

app.post('/bays/:bay/picks', {
  schema: {
    params: { type: 'object', properties: { bay: { type: 'integer' } } },
    body: { type: 'object', required: ['driver'], properties: { driver: { type: 'string' } } },
  },
}, async (request, reply) => {
  const bay = bays.get(request.params.bay % bays.size);
  const lease = await leases.reserve(bay.bay, request.body.driver);
  if (bay.pallets === 0) {
    return reply.code(202).send({ bay: bay.bay, picked: 0, refill: true });
  }
  try {
    bay.pallets -= 1;
    return { bay: bay.bay, picked: 1, left: bay.pallets };
  } finally {
    lease.settle();
  }
});

await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
