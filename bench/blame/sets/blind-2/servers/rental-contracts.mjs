import express from 'express';
import { trace, summary } from 'call-trace';

const fleet = new Map(Array.from({ length: 40 }, (_, i) => [i, { car: i, dayCents: 3900 + i * 150 }]));

const findCar = trace('findCar', async (id) => fleet.get(id % fleet.size));

function withTrace(label, steps) {
  return Object.fromEntries(Object.entries(steps).map(([name, fn]) => [name, trace(`${label}.${name}`, fn)]));
}

const app = express();

app.get('/healthz', (req, res) => res.end('ok'));

app.get('/contracts/:id/offer', async (req, res) => {
  const car = await findCar(Number(req.params.id));
  const steps = withTrace('offer', {
    price: async (days) => car.dayCents * days,
    deposit: async (cents) => Math.max(20000, Math.round(cents * 0.3)),
  });
  const cents = await steps.price(3);
  const deposit = await steps.deposit(cents);
  res.json({ contract: req.params.id, car: car.car, cents, deposit });
});

app.get('/internal/timings', (req, res) => res.json(summary().slice(0, 50)));

app.listen(process.env.PORT, '127.0.0.1');
