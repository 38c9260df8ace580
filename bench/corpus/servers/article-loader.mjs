import { setImmediate as nextTurn } from 'node:timers/promises';
import express from 'express';

const app = express();
const inFlight = new Map();
let loads = 0;

async function load(id) {
  await nextTurn();
  loads += 1;
  return { id, title: `Article ${id}`, loads };
}

function loadOnce(id) {
  const running = inFlight.get(id);
  if (running) return running;
  const loading = load(id).finally(() => inFlight.delete(id));
  inFlight.set(id, loading);
  return loading;
}

app.get('/healthz', (_request, response) => response.send('ok'));
app.get('/articles/:id', async (request, response) => response.json(await loadOnce(request.params.id)));

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
