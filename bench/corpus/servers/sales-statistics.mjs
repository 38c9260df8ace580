import Fastify from 'fastify';

const app = Fastify();
const days = 10_000;

function simulate(seed) {
  return Array.from({ length: days }, (_, day) => ({ day, units: (day * 7919 + seed) % 1009, returned: day % 11 }));
}

function summarize(sales) {
  const net = sales.map(({ day, units, returned }) => ({ day, net: units - returned }));
  const best = net.reduce((top, entry) => (entry.net > top.net ? entry : top));
  return { best, total: net.reduce((sum, entry) => sum + entry.net, 0) };
}

app.get('/healthz', async () => 'ok');
app.get('/statistics', async () => summarize(simulate(Date.now() % 1000)));

process.on('SIGTERM', () => process.exit(0));
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
