import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';

const app = express();
const shutdown = new AbortController();

async function askAirline(name, signal) {
  await sleep(name.length, undefined, { signal });
  return { name, cents: 10_000 + name.length };
}

async function firstOffer(airlines) {
  const others = new AbortController();
  const stop = () => others.abort();
  shutdown.signal.addEventListener('abort', stop);
  try {
    return await Promise.any(airlines.map((name) => askAirline(name, others.signal)));
  } finally {
    others.abort();
    shutdown.signal.removeEventListener('abort', stop);
  }
}

app.get('/healthz', (_request, response) => response.send('ok'));
app.get('/flights', async (_request, response) => response.json(await firstOffer(['A', 'Blue', 'Northern'])));

process.on('SIGTERM', () => {
  shutdown.abort();
  process.exit(0);
});
app.listen(Number(process.env.PORT), '127.0.0.1');
