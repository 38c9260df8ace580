import express from 'express';

const app = express();
const waiters = new Set();
let votes = 0;

function waitForVotes(response) {
  waiters.add(response);
  response.on('close', () => waiters.delete(response));
}

app.get('/healthz', (_request, response) => response.send('ok'));

app.post('/votes', (_request, response) => {
  votes += 1;
  for (const waiter of waiters) waiter.json({ votes });
  response.status(201).json({ votes });
});

app.get('/results', (request, response) => {
  if (Number(request.query.seen ?? -1) < votes) return response.json({ votes });
  waitForVotes(response);
});

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
