import express from 'express';
import client from 'prom-client';

const app = express();
const registry = new client.Registry();

const durations = new client.Histogram({
  name: 'http_request_seconds',
  help: 'Time to answer by route and status',
  buckets: [0.005, 0.025, 0.1, 0.5, 2],
  labelNames: ['method', 'path', 'status'],
  registers: [registry],
});

app.use((req, res, next) => {
  const stop = durations.startTimer();
  res.on('finish', () => {
    stop({ method: req.method, path: req.originalUrl, status: res.statusCode });
  });
  next();
});

app.get('/healthz', (req, res) => res.send('ok'));

app.get('/metrics', async (req, res) => {
  res.type(registry.contentType).send(await registry.metrics());
});

app.get('/bookings/:id', (req, res) => {
  const id = Number(req.params.id);
  res.json({ id, room: 100 + (id % 60), nights: 1 + (id % 5), state: id % 4 ? 'confirmed' : 'pending' });
});

app.listen(Number(process.env.PORT), '127.0.0.1');
