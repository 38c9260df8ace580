import express from 'express';

const app = express();
const inspected = [];

app.use((request, response, next) => {
  const startedAt = performance.now();
  response.on('finish', () => {
    inspected.push({ request, durationMs: performance.now() - startedAt });
  });
  next();
});

function slowest() {
  return inspected
    .slice(-500)
    .sort((a, b) => b.durationMs - a.durationMs)
    .slice(0, 10)
    .map(({ request, durationMs }) => ({ url: request.url, durationMs }));
}

app.get('/healthz', (_request, response) => response.send('ok'));
app.get('/slowest', (_request, response) => response.json(slowest()));
app.get('/basket', (_request, response) => response.json({ items: 3, totalCents: 4711 }));

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
