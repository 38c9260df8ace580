import Fastify from 'fastify';

const app = Fastify();
const history = [];

const regions = ['north', 'south', 'east', 'west'];

function buildRows(day) {
  return Array.from({ length: 1000 }, (_, index) => ({
    region: regions[index % regions.length],
    orders: (index * 31 + day) % 997,
    revenueCents: (index * 7919 + day) % 100_003,
    refunds: index % 13,
    label: `${day}/${index}`,
  }));
}

function publish(rows) {
  history.push({ rows, builtAt: Date.now() });
  return history.length;
}

app.get('/healthz', async () => 'ok');

app.get('/reports/today', async () => {
  const rows = buildRows(new Date().getDate());
  const revision = publish(rows);
  return { revision, revenueCents: rows.reduce((sum, row) => sum + row.revenueCents, 0) };
});

process.on('SIGTERM', () => process.exit(0));
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
