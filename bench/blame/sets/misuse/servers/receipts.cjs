'use strict';
const express = require('express');
const { readReceipt, writeReceipt } = require('./lib/receipts-store.cjs');

const app = express();
app.use(express.json());

app.get('/healthz', (req, res) => res.send('ok'));

app.get('/receipts/:id', async (req, res) => {
  const receipt = await readReceipt(req.params.id);
  res.json(receipt ?? { id: req.params.id, state: 'pending' });
});

app.put('/receipts/:id', async (req, res) => {
  await writeReceipt(req.params.id, req.body);
  res.status(204).end();
});

app.listen(process.env.PORT, '127.0.0.1');
