import express from 'express';

const app = express();
const tickets = new Map();
let lastNumber = 0;

function draw(queue) {
  lastNumber += 1;
  tickets.set(lastNumber, { queue, number: lastNumber });
  return lastNumber;
}

app.get('/healthz', (_request, response) => response.send('ok'));

app.post('/tickets', (_request, response) => {
  const number = draw('counter-1');
  response.status(201).json({ number, ahead: Math.max(0, number % 7) });
});

app.get('/tickets/:number', (request, response) => {
  const ticket = tickets.get(Number(request.params.number));
  if (!ticket) return response.status(404).json({ error: 'no such ticket' });
  response.json(ticket);
});

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
