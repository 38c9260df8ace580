import express from 'express';

const app = express();
const seen = [];

function timeLimit(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms, null));
}

async function recommend(visit) {
  await new Promise((resolve) => setImmediate(resolve));
  seen.push(visit);
  return ['tea', 'cups'];
}

app.get('/healthz', (_request, response) => response.send('ok'));
app.get('/suggestions', async (request, response) => {
  const visit = {
    agent: request.get('user-agent') ?? '',
    at: Date.now(),
    viewed: new Array(120).fill(0).map(Math.random),
  };
  response.json(await Promise.race([recommend(visit), timeLimit(3000)]));
});

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
