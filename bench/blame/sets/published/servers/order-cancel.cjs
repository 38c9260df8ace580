'use strict';
const http = require('http');
const express = require('express');
const axios = require('axios-legacy');

const port = Number(process.env.PORT || 3000);

// one source for the whole process: cancels every call in flight when we go down
const shutdown = axios.CancelToken.source();

const stock = http.createServer((req, res) => {
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify({ sku: req.url.slice(1), onHand: 12, depot: 'north' }));
});

const app = express();
app.get('/healthz', (req, res) => res.send('ok'));

app.get('/orders/:sku', async (req, res, next) => {
  try {
    const { data } = await axios.get(`http://127.0.0.1:${stock.address().port}/${req.params.sku}`, {
      cancelToken: shutdown.token,
      timeout: 2000,
    });
    res.json({ sku: data.sku, available: data.onHand > 0 });
  } catch (err) {
    next(err);
  }
});

stock.listen(0, '127.0.0.1', () => app.listen(port, '127.0.0.1'));

process.on('SIGTERM', () => {
  shutdown.cancel('going down');
  process.exit(0);
});
