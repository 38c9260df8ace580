'use strict';
const { NodeTracerProvider } = require('@opentelemetry/sdk-trace-node');
const { registerInstrumentations } = require('@opentelemetry/instrumentation');
const { PgInstrumentation } = require('@opentelemetry/instrumentation-pg');

const provider = new NodeTracerProvider();
provider.register();
registerInstrumentations({ tracerProvider: provider, instrumentations: [new PgInstrumentation()] });

const express = require('express');
const { Pool } = require('pg');

const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 5 });
const app = express();

app.get('/healthz', (req, res) => res.send('ok'));

app.get('/tickets/:id', async (req, res, next) => {
  let client;
  try {
    client = await pool.connect();
    const { rows } = await client.query('select $1::int as id, now() as seen', [Number(req.params.id)]);
    res.json(rows[0]);
  } catch (err) {
    next(err);
  } finally {
    if (client) client.release();
  }
});

app.listen(Number(process.env.PORT || 3000), '127.0.0.1');
