'use strict';
const path = require('path');
const { setMaxListeners } = require('events');
const express = require('express');
const { Piscina } = require('piscina');

const pool = new Piscina({ filename: path.join(__dirname, 'work', 'vat.cjs'), minThreads: 1, maxThreads: 2 });

const stopping = new AbortController();
setMaxListeners(0, stopping.signal);
process.once('SIGTERM', () => {
  stopping.abort();
  process.exit(0);
});

const app = express();
app.get('/healthz', (req, res) => res.send('ok'));
app.get('/vat/:cents', async (req, res, next) => {
  try {
    res.json(await pool.runTask({ cents: Number(req.params.cents) || 0, rate: 0.19 }, stopping.signal));
  } catch (err) {
    next(err);
  }
});

app.listen(Number(process.env.PORT || 3000), '127.0.0.1');
