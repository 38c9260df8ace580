import express from 'express';

const app = express();
const keep = 100;
const recent = [];
const totals = new Map();

function digest(error) {
  totals.set(error.code, (totals.get(error.code) ?? 0) + 1);
  recent.push(error);
  if (recent.length > keep) recent.shift();
}

function chargeCard(amountCents) {
  const error = new Error(`card refused for ${amountCents} cents`);
  error.code = amountCents % 2 ? 'LIMIT' : 'EXPIRED';
  throw error;
}

app.get('/healthz', (_request, response) => response.send('ok'));
app.post('/charges/:cents', (request) => chargeCard(Number(request.params.cents)));

app.use((error, _request, response, _next) => {
  digest(error);
  response.status(500).json({ error: error.code, seen: totals.get(error.code) });
});

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
