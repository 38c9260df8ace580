/**
 * The control of the experiment: no buffer, but a pool and one atomic statement. Whatever it does as well as the buffered twin
 * is no merit of the buffer. Its table is the twins'.
 */
import express from 'express';
import { Pool } from 'pg';

const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
pool.on('error', () => undefined);

const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.post('/api/hit', async (_request, response) => {
  const { rows } = await pool.query('UPDATE hit_counter SET value = value + 1 WHERE id = 1 RETURNING value');
  response.json({ count: Number(rows[0].value) });
});
app.use((error, _request, response, _next) => response.status(503).json({ error: error.message }));

const server = app.listen(0, '127.0.0.1', () => console.log(`Listening on http://127.0.0.1:${server.address().port}`));
