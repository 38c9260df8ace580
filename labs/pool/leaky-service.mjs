/** A small service that forgets to give a pool client back on one of its paths: the early return. */
import express from 'express';
import { Pool } from 'pg';

const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 40 });
pool.on('error', () => undefined);

const app = express();
app.disable('x-powered-by');

app.get('/orders/:id', async (request, response) => {
  const client = await pool.connect();
  const { rows } = await client.query('SELECT $1::int AS id WHERE $1::int < 1000', [request.params.id]);
  if (rows.length === 0) {
    response.status(404).json({ error: 'no such order' });
    return;
  }
  client.release();
  response.json(rows[0]);
});

const server = app.listen(Number(process.env.PORT), '127.0.0.1');
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
  process.exit(0);
});
