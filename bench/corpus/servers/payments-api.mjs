import express from 'express';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10, connectionTimeoutMillis: 5000 });
await pool.query('create table if not exists payments (reference text primary key, cents int not null)');
await pool.query("insert into payments values ('first', 100) on conflict do nothing");

async function recordPayment(reference, cents) {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('insert into payments values ($1, $2)', [reference, cents]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

const app = express();
app.get('/healthz', (_request, response) => response.send('ok'));
app.post('/payments/:reference', async (request, response) => {
  try {
    await recordPayment(request.params.reference, 100);
    response.status(201).json({ reference: request.params.reference });
  } catch (error) {
    response.status(error.code === '23505' ? 409 : 500).json({ error: error.message });
  }
});

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
