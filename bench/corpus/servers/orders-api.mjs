import express from 'express';
import pg from 'pg';

const connectionString = process.env.DATABASE_URL;

async function connect() {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}

const setup = await connect();
await setup.query('create table if not exists orders (id int primary key, total_cents int not null)');
await setup.query('insert into orders select i, i * 125 from generate_series(1, 500) i on conflict do nothing');
await setup.end();

async function findOrder(id) {
  const client = await connect();
  const { rows } = await client.query('select id, total_cents from orders where id = $1', [id]);
  return rows[0];
}

const app = express();
app.get('/healthz', (_request, response) => response.send('ok'));
app.get('/orders/:id', async (request, response) => {
  const order = await findOrder(Number(request.params.id));
  response.status(order ? 200 : 404).json(order ?? { error: 'no such order' });
});

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
