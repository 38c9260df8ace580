import http from 'node:http';
import express from 'express';
import fetch from 'node-fetch';

const agent = new http.Agent({ keepAlive: true, maxSockets: 6 });

// the carrier's tracking service answers in chunks
const tracking = http.createServer((req, res) => {
  res.writeHead(200, { 'content-type': 'application/json', 'transfer-encoding': 'chunked' });
  res.write('{"status":"in transit",');
  res.end('"hops":["BER","LEJ","CGN"]}');
});
tracking.keepAliveTimeout = 90_000;

const app = express();
app.get('/healthz', (req, res) => res.sendStatus(200));

app.get('/parcels/:id', async (req, res, next) => {
  try {
    const answer = await fetch(`http://127.0.0.1:${tracking.address().port}/t/${req.params.id}`, { agent });
    if (!answer.ok) return res.status(502).end();
    const { status, hops } = await answer.json();
    res.json({ id: req.params.id, status, last: hops[hops.length - 1] });
  } catch (err) {
    next(err);
  }
});

tracking.listen(0, '127.0.0.1', () => {
  app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1');
});
