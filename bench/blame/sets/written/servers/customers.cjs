const express = require('express');
const { Pool } = require('pg');
const { observe, stats } = require('pg-observe');

const pool = observe(new Pool({ connectionString: process.env.DATABASE_URL, max: 4 }), {
  onSlow: ({ held, pid }) => console.warn(`client ${pid} held for ${held.toFixed(0)} ms`),
});

const app = express();
app.get('/healthz', (req, res) => res.send('ok'));
app.get('/stats', (req, res) => res.json(stats(pool)));

app.get('/customers/:id', async (req, res, next) => {
  try {
    const { rows } = await pool.query("select $1::int as id, 'Customer ' || $1::text as name", [Number(req.params.id)]);
    res.json(rows[0]);
  } catch (err) {
    next(err);
  }
});

app.listen(process.env.PORT, '127.0.0.1');
