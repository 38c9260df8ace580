import express from 'express';
import { Box, httpMeter } from 'http-meter';

const app = express();
const box = new Box();
app.use(httpMeter({ box }));

const queues = ['billing', 'delivery', 'returns'];
const recent = [];

app.get('/healthz', (req, res) => res.send('ok'));
app.get('/metrics', (req, res) => res.type('text/plain').send(box.text()));

app.get('/tickets/:id', (req, res) => {
  const id = Number(req.params.id);
  const ticket = { id, queue: queues[id % queues.length], subject: `Ticket ${id}`, state: id % 4 ? 'open' : 'closed' };
  recent.unshift(ticket.id);
  recent.length = Math.min(recent.length, 20);
  res.json({ ...ticket, recent });
});

app.listen(process.env.PORT, '127.0.0.1');
