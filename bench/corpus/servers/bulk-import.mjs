import express from 'express';

const app = express();
app.use(express.json({ limit: '1mb' }));

function check(rows) {
  const accepted = rows.filter((row) => typeof row.sku === 'string' && row.quantity > 0);
  return { accepted: accepted.length, rejected: rows.length - accepted.length };
}

app.get('/healthz', (_request, response) => response.send('ok'));
app.post('/import', (request, response) => {
  const rows = structuredClone(request.body.rows);
  response.json(check(rows));
});

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
