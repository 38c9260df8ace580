import express from 'express';
import http from 'node:http';
import { once } from 'node:events';
import { FreightRates } from 'freight-rates';

const upstream = http.createServer((req, res) => {
  let text = '';
  req.on('data', (d) => (text += d));
  req.on('end', () => {
    const s = JSON.parse(text || '{}');
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify({ price: 12 + s.weight * 1.4, currency: 'EUR', validUntil: '2031-01-01' }));
  });
}).listen(0, '127.0.0.1');
await once(upstream, 'listening');

const rates = new FreightRates({ baseUrl: `http://127.0.0.1:${upstream.address().port}`, token: 'k-1' });

const app = express();
app.use(express.json());

app.get('/healthz', (req, res) => res.send('ok'));

app.post('/quotes', async (req, res, next) => {
  try {
    const { from, to, weight } = req.body;
    const quote = await rates.createQuote({ from, to, weight });
    res.status(201).json({ from, to, ...quote });
  } catch (err) {
    next(err);
  }
});

const server = app.listen(process.env.PORT, '127.0.0.1');
process.once('SIGTERM', () => {
  rates.close();
  server.close();
});
