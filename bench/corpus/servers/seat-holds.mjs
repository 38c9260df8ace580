import Fastify from 'fastify';
import pg from 'pg';

const connectionString = process.env.DATABASE_URL;
const holds = new Map();

async function holdSeat(seat) {
  const client = new pg.Client({ connectionString });
  client.on('error', () => holds.delete(seat));
  await client.connect();
  await client.query('begin');
  await client.query('select pg_advisory_xact_lock($1)', [seat]);
  holds.set(seat, client);
}

async function confirmSeat(seat) {
  const client = holds.get(seat);
  holds.delete(seat);
  await client?.query('commit');
  await client?.end();
}

const app = Fastify();
app.get('/healthz', async () => 'ok');

app.post('/seats/:seat/hold', async (request, reply) => {
  await holdSeat(Number(request.params.seat));
  reply.code(201);
  return { seat: request.params.seat, held: true };
});

app.post('/seats/:seat/confirm', async (request) => {
  await confirmSeat(Number(request.params.seat));
  return { seat: request.params.seat, confirmed: true };
});

process.on('SIGTERM', () => process.exit(0));
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
