import http from 'node:http';
import express from 'express';
import { RateDesk } from 'carrier-rates';

const carrier = http.createServer((req, res) => {
  const [, , zone, grams] = req.url.split('/');
  res.setHeader('content-type', 'application/json');
  const cents = 390 + Math.ceil(Number(grams) / 500) * 120;
  res.end(JSON.stringify(['economy', 'parcel', 'express', 'overnight'].map((service, i) => (
    { service, cents: cents + i * 310, days: Math.max(1, zone.length - i * 2), pickup: `${8 + i}:30` }
  ))));
});
await new Promise((r) => carrier.listen(0, '127.0.0.1', r));

const desk = new RateDesk(`http://127.0.0.1:${carrier.address().port}`);
const app = express();
app.use(express.json());

app.get('/healthz', (req, res) => res.json({ ok: true }));

app.post('/shipments/rate', async (req, res, next) => {
  try {
    const { zone, grams, reference } = req.body;
    if (!zone || !grams || !reference) return res.status(422).json({ error: 'zone, grams and reference are required' });
    const rate = await desk.rateFor({ zone, grams, reference });
    res.json({ ...rate, currency: 'EUR' });
  } catch (err) {
    next(err);
  }
});

app.listen(process.env.PORT, '127.0.0.1');
