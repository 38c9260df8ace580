import Fastify from 'fastify';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20, idleTimeoutMillis: 30_000 });
await pool.query('create table if not exists customers (id int primary key, name text not null)');
await pool.query(
  "insert into customers select i, 'customer ' || i from generate_series(1, 500) i on conflict do nothing",
);

const app = Fastify();
app.get('/healthz', async () => 'ok');

app.get('/customers/:id', async (request, reply) => {
  const { rows } = await pool.query('select id, name from customers where id = $1', [Number(request.params.id)]);
  if (rows.length === 0) reply.code(404);
  return rows[0] ?? { error: 'no such customer' };
});

process.on('SIGTERM', () => process.exit(0));
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
