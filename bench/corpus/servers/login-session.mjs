import { randomUUID } from 'node:crypto';
import express from 'express';

const app = express();
const lifetimeMs = 3000;
const sessions = new Map();

function sweep(now = Date.now()) {
  for (const [id, session] of sessions) {
    if (session.expiresAt > now) break;
    sessions.delete(id);
  }
}
setInterval(sweep, 500).unref();

function logIn(user) {
  const id = randomUUID();
  sessions.set(id, { user, roles: ['reader'], expiresAt: Date.now() + lifetimeMs });
  return id;
}

app.get('/healthz', (_request, response) => response.send('ok'));
app.post('/login', (_request, response) => {
  const id = logIn('guest');
  response.cookie('session', id, { maxAge: lifetimeMs }).json({ user: 'guest', sessions: sessions.size });
});

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
