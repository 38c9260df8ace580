import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { GateControl } from 'gate-control';

const gates = new Map(['harbour', 'station'].map((site) => [site, new GateControl(site)]));
const app = new Hono();

app.get('/healthz', (c) => c.text('ok'));

app.post('/sites/:site/lanes/:lane/raise', async (c) => {
  const gate = gates.get(c.req.param('site'));
  if (!gate) return c.json({ error: 'unknown site' }, 404);
  const { plate } = await c.req.json();
  const move = await gate.raise(Number(c.req.param('lane')), plate);
  return c.json(move);
});

app.get('/sites/:site/slow', (c) => {
  const gate = gates.get(c.req.param('site'));
  return gate ? c.json({ slowMoves: gate.slowMoves }) : c.json({ error: 'unknown site' }, 404);
});

serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' });
