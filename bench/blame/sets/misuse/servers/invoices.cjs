'use strict';
const express = require('express');
const { Pool } = require('pg');

const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 60 });

async function invoice(number) {
  const client = await pool.connect();
  const { rows } = await client.query('select $1::int as number, ($1::int % 977) * 12 as cents', [number]);
  const [found] = rows;
  if (number % 200 === 7) {
    return { ...found, state: 'disputed', note: 'see back office' };
  }
  const vat = await client.query('select round($1::int * 0.2) as vat', [found.cents]);
  client.release();
  return { ...found, state: 'open', vat: Number(vat.rows[0].vat) };
}

const app = express();
app.get('/healthz', (req, res) => res.send('ok'));
app.get('/invoices/:number', async (req, res) => {
  res.json(await invoice(Number(req.params.number)));
});
app.listen(process.env.PORT, '127.0.0.1');
