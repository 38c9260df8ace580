import express from 'express';

const app = express();
const capacity = 10_000;
const events = new Array(capacity).fill(null);
let written = 0;

function record(kind) {
  events[written % capacity] = { number: written, kind, at: Date.now() };
  written += 1;
}

function latest(count) {
  return Array.from({ length: Math.min(count, written) }, (_, back) => events[(written - 1 - back) % capacity]);
}

app.get('/healthz', (_request, response) => response.send('ok'));
app.post('/events', (_request, response) => {
  record('page-view');
  response.status(201).json({ written });
});
app.get('/events', (_request, response) => response.json(latest(20)));

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
