import Fastify from 'fastify';
import { Histogram, Registry } from 'prom-client';

const registry = new Registry();
const duration = new Histogram({
  name: 'http_request_seconds',
  help: 'Duration of requests',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.02, 0.1, 0.5, 2],
  registers: [registry],
});

const app = Fastify();

app.addHook('onResponse', async (request, reply) => {
  const labels = { method: request.method, route: request.url, status: reply.statusCode };
  duration.observe(labels, reply.elapsedTime / 1000);
});

app.get('/healthz', async () => 'ok');
app.get('/metrics', async (request, reply) => {
  reply.type(registry.contentType);
  return registry.metrics();
});
app.get('/orders/:id', async (request) => ({
  id: request.params.id,
  lines: [{ sku: 'A-100', quantity: 2 }, { sku: 'B-220', quantity: 1 }],
}));

await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
