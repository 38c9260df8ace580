const express = require('express');
const http = require('http');
const axios = require('axios');

const app = express();
const shutdown = axios.CancelToken.source();

const carriers = http.createServer((req, res) => {
  const zone = Number(req.url.split('/').pop()) % 9;
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify({ zone, services: [{ code: 'STD', cents: 490 + zone * 35 }, { code: 'EXP', cents: 1190 + zone * 60 }] }));
});

const carrierClient = axios.create({ timeout: 4000, httpAgent: new http.Agent({ keepAlive: true, maxSockets: 20 }) });

async function fetchRates(parcel) {
  const { port } = carriers.address();
  const { data } = await carrierClient.get(`http://127.0.0.1:${port}/rates/${parcel}`, { cancelToken: shutdown.token });
  return data.services.map((service) => ({ ...service, currency: 'EUR' }));
}

app.get('/healthz', (req, res) => res.send('ok'));

app.get('/parcels/:id/rates', async (req, res, next) => {
  try {
    res.json({ parcel: req.params.id, rates: await fetchRates(req.params.id) });
  } catch (err) {
    next(err);
  }
});

process.on('SIGTERM', () => {
  shutdown.cancel('service is stopping');
  server.close(() => process.exit(0));
  carriers.close();
});

let server;
carriers.listen(0, '127.0.0.1', () => {
  server = app.listen(Number(process.env.PORT), '127.0.0.1');
});
