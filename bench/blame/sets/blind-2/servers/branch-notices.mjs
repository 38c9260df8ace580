import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { joinBranch } from 'branch-bus';

const board = joinBranch('head-office');
const received = [];
board.hear((notice) => {
  received.push(notice);
  if (received.length > 20) received.shift();
});

const app = new Hono();

app.use('/branches/*', async (c, next) => {
  c.set('clerk', c.req.header('x-clerk') ?? 'counter');
  await next();
});

app.get('/healthz', (c) => c.json({ ok: true }));

app.post('/branches/:branch/notices', async (c) => {
  const { text } = await c.req.json();
  const branch = c.req.param('branch');
  const seat = joinBranch(branch);
  seat.say(`${c.get('clerk')}: ${text}`);
  return c.json({ branch, posted: true }, 201);
});

app.get('/notices', (c) => c.json(received));

serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' });
