import { percentile, stopwatch, timed } from 'call-timing';
import express from 'express';

const pricePerKilogramCents = 140;

function priceOf(kilograms) {
  return 490 + kilograms * pricePerKilogramCents;
}

const app = express();
app.get('/healthz', (_request, response) => response.send('ok'));
app.get('/quotes/:kilograms', (request, response) => {
  const cents = timed('quote', () => priceOf(Number(request.params.kilograms)));
  response.json({ cents });
});
app.get('/estimates/:kilograms', (request, response) => {
  const { value, tookMs } = stopwatch(() => priceOf(Number(request.params.kilograms)));
  response.json({ cents: value, isFast: tookMs < 5 });
});
app.get('/timings', (_request, response) => response.json({ p95Ms: percentile(0.95) }));

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
