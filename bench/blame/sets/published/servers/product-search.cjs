'use strict';
require('elastic-apm-node').start({
  serviceName: 'product-search',
  disableSend: true,
  metricsInterval: '0s',
  centralConfig: false,
  cloudProvider: 'none',
  captureExceptions: false,
  logLevel: 'off',
});
const http = require('http');
const express = require('express');
const { Client } = require('@elastic/elasticsearch');

const cluster = http.createServer((req, res) => {
  req.resume();
  res.setHeader('content-type', 'application/json');
  res.setHeader('x-elastic-product', 'Elasticsearch');
  if (req.url === '/') return res.end(JSON.stringify({ version: { number: '7.16.0', build_flavor: 'default' }, tagline: 'You Know, for Search' }));
  res.end(JSON.stringify({ took: 1, hits: { total: { value: 1 }, hits: [{ _id: '1', _source: { title: 'Lamp' } }] } }));
});

cluster.listen(0, '127.0.0.1', () => {
  const client = new Client({ node: `http://127.0.0.1:${cluster.address().port}` });
  const app = express();
  app.get('/healthz', (req, res) => res.send('ok'));
  app.get('/products', async (req, res, next) => {
    try {
      const { body } = await client.search({ index: 'products', body: { query: { match: { title: String(req.query.q) } } } });
      res.json(body.hits.hits.map((h) => h._source));
    } catch (err) {
      next(err);
    }
  });
  app.listen(Number(process.env.PORT || 3000), '127.0.0.1');
});
