'use strict';
const http = require('node:http');
const axios = require('axios');
const express = require('express');

const rates = { AT: 20, DE: 19, FR: 20, NL: 21, LU: 17 };

const authority = http.createServer((req, res) => {
  const country = req.url.split('/').pop();
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify({ country, percent: rates[country] ?? 0 }));
});

authority.listen(0, '127.0.0.1', () => {
  const shutdown = axios.CancelToken.source();
  const client = axios.create({
    baseURL: `http://127.0.0.1:${authority.address().port}`,
    timeout: 3000,
    cancelToken: shutdown.token,
  });

  const app = express();
  app.get('/healthz', (req, res) => res.send('ok'));

  app.get('/tax/:country', (req, res, next) => {
    client
      .get(`/vat/${encodeURIComponent(req.params.country)}`)
      .then(({ data }) => {
        const net = Number(req.query.net ?? 100);
        res.json({ country: data.country, net, gross: Math.round(net * (100 + data.percent)) / 100 });
      })
      .catch(next);
  });

  const server = app.listen(process.env.PORT, '127.0.0.1');
  process.once('SIGTERM', () => {
    shutdown.cancel('shutting down');
    server.close(() => process.exit(0));
  });
});
