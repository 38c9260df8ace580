import Fastify from 'fastify';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
await pool.query('create table if not exists stock (shelf int primary key, units int not null)');
await pool.query('insert into stock select i, 1000000 from generate_series(1, 50) i on conflict do nothing');

async function inTransaction(work) {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

const moveOne = (from, to) =>
  inTransaction(async (client) => {
    const shelves = [from, to].sort((a, b) => a - b);
    await client.query('select 1 from stock where shelf = any($1) order by shelf for update', [shelves]);
    await client.query('update stock set units = units - 1 where shelf = $1', [from]);
    await client.query('update stock set units = units + 1 where shelf = $1', [to]);
    return { from, to, moved: 1 };
  });

const app = Fastify();
app.get('/healthz', async () => 'ok');
app.post('/moves/:number', async (request) => {
  const number = Number(request.params.number);
  return moveOne((number % 50) + 1, ((number + 7) % 50) + 1);
});

process.on('SIGTERM', () => process.exit(0));
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
