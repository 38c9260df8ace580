const http = require('http');
const express = require('express');
const { InvoiceDesk } = require('invoice-desk');

const upstream = http.createServer((req, res) => {
  const id = Number(req.url.split('/').pop());
  res.setHeader('content-type', 'application/json');
  if (id % 4 === 1) {
    res.statusCode = 404;
    res.end(JSON.stringify({ error: 'unknown' }));
  } else if (id % 4 === 3) {
    res.statusCode = 410;
    res.end(JSON.stringify({ error: 'archived', archive: `box ${id % 70}` }));
  } else {
    res.end(JSON.stringify({ id, total: id * 3, currency: 'EUR' }));
  }
});
upstream.keepAliveTimeout = 0;

upstream.listen(0, '127.0.0.1', () => {
  const desk = new InvoiceDesk({ base: `http://127.0.0.1:${upstream.address().port}` });
  const app = express();
  app.get('/healthz', (req, res) => res.send('ok'));
  app.get('/invoices/:id', async (req, res, next) => {
    try {
      const invoice = await desk.get(Number(req.params.id));
      res.json(invoice ? { found: true, ...invoice } : { found: false });
    } catch (err) {
      next(err);
    }
  });
  app.listen(process.env.PORT, '127.0.0.1');
});
