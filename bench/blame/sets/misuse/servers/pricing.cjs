'use strict';
const express = require('express');
const { randomUUID } = require('node:crypto');
const NodeCache = require('node-cache');

const cache = new NodeCache({ useClones: false });

function priceList(sku, customer) {
  return Array.from({ length: 12 }, (_, i) => ({ sku, customer, from: (i + 1) * 10, price: 20 - i / 2 }));
}

function prices(sku, context) {
  const key = `${sku}:${context.customer}:${context.id}`;
  const known = cache.get(key);
  if (known) return known;
  const list = priceList(sku, context.customer);
  cache.set(key, list);
  return list;
}

const app = express();
app.use((req, res, next) => {
  req.context = { id: req.get('x-request-id') ?? randomUUID(), customer: req.get('x-customer') ?? 'retail' };
  res.set('x-request-id', req.context.id);
  next();
});
app.get('/healthz', (req, res) => res.send('ok'));
app.get('/prices/:sku', (req, res) => res.json(prices(req.params.sku, req.context)));
app.listen(process.env.PORT, '127.0.0.1');
