import express from 'express';
import { Subject, filter, map } from 'rxjs';

const changes = new Subject();
const tickets = new Map();

setInterval(() => {
  const id = String(Math.floor(Math.random() * 50));
  const ticket = { id, state: 'open', updated: Date.now() };
  tickets.set(id, ticket);
  changes.next(ticket);
}, 500).unref();

function latest(id) {
  const view = { id, state: 'unknown', updates: [] };
  changes.pipe(
    filter((ticket) => ticket.id === id),
    map(({ state, updated }) => ({ state, updated })),
  ).subscribe((change) => {
    view.state = change.state;
    view.updates = [...view.updates, change].slice(-10);
  });
  const known = tickets.get(id);
  if (known) view.state = known.state;
  return view;
}

const app = express();
app.use(express.json());
app.get('/healthz', (req, res) => res.send('ok'));
app.get('/tickets/:id', (req, res) => res.json(latest(req.params.id)));
app.post('/tickets/:id', (req, res) => {
  const ticket = { id: req.params.id, state: req.body.state, updated: Date.now() };
  tickets.set(ticket.id, ticket);
  changes.next(ticket);
  res.status(202).end();
});
app.listen(process.env.PORT, '127.0.0.1');
