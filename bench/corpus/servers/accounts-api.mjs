import Fastify from 'fastify';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20, connectionTimeoutMillis: 2000 });
await pool.query('create table if not exists accounts (email text primary key, name text not null)');
await pool.query("insert into accounts values ('ada@example.org', 'Ada') on conflict do nothing");

async function createAccount(email, name) {
  const client = await pool.connect();
  const { rows } = await client.query('insert into accounts values ($1, $2) returning email', [email, name]);
  client.release();
  return rows[0];
}

const app = Fastify();
app.get('/healthz', async () => 'ok');

app.post('/accounts', async (request, reply) => {
  const { email, name } = request.body;
  try {
    reply.code(201);
    return await createAccount(email, name);
  } catch (error) {
    reply.code(error.code === '23505' ? 409 : 500);
    return { error: error.message };
  }
});

process.on('SIGTERM', () => process.exit(0));
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
