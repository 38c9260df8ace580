const express = require('express');
const http = require('http');
const timer = require('@szmarczak/http-timer');

const app = express();
const warehouse = http.createServer((req, res) => {
  const sku = req.url.split('/').pop();
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify({ sku, available: sku.length * 11, reserved: 3 }));
});
warehouse.keepAliveTimeout = 10 * 60_000;

const agent = new http.Agent({ keepAlive: true, maxSockets: 10 });
const slowest = { ms: 0, sku: null };

function readStock(sku) {
  return new Promise((resolve, reject) => {
    const request = http.get({ agent, host: '127.0.0.1', port: warehouse.address().port, path: `/stock/${sku}` }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => {
        const { total } = timings.phases;
        if (total > slowest.ms) Object.assign(slowest, { ms: total, sku });
        resolve({ ...JSON.parse(Buffer.concat(chunks)), tookMs: total });
      });
    });
    const timings = timer(request);
    request.on('error', reject);
  });
}

app.get('/healthz', (req, res) => res.send('ok'));
app.get('/slowest', (req, res) => res.json(slowest));
app.get('/stock/:sku', (req, res, next) => {
  readStock(req.params.sku).then((level) => res.json(level), next);
});

warehouse.listen(0, '127.0.0.1', () => {
  app.listen(Number(process.env.PORT), '127.0.0.1');
});
