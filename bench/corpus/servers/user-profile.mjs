import express from 'express';
import { LRUCache } from 'lru-cache';

const app = express();
const profiles = new LRUCache({ max: 500 });

function loadProfile(id) {
  return { id, name: `User ${id}`, interests: Array.from({ length: 10 }, (_, index) => `topic ${(id + index) % 97}`) };
}

function profileFor(id) {
  const cached = profiles.get(id);
  if (cached) return cached;
  const profile = loadProfile(id);
  profiles.set(id, profile);
  return profile;
}

app.get('/healthz', (_request, response) => response.send('ok'));
app.get('/users/:id', (request, response) => response.json(profileFor(Number(request.params.id))));

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
