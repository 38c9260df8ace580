import http from 'node:http';
import { setMaxListeners } from 'node:events';
import Fastify from 'fastify';
import { ConsecutiveBreaker, TimeoutStrategy, circuitBreaker, handleAll, timeout, wrap } from 'cockatiel';

const planner = http.createServer((req, res) => {
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify({ zip: req.url.slice(1), slots: ['08-10', '12-14', '18-20'] }));
});
await new Promise((ready) => planner.listen(0, '127.0.0.1', ready));

const policy = wrap(
  circuitBreaker(handleAll, { halfOpenAfter: 5000, breaker: new ConsecutiveBreaker(5) }),
  timeout(1500, TimeoutStrategy.Cooperative),
);

const stopping = new AbortController();
setMaxListeners(0, stopping.signal);
process.once('SIGTERM', () => {
  stopping.abort();
  process.exit(0);
});

const app = Fastify();
app.get('/healthz', async () => 'ok');
app.get('/slots/:zip', async (req) => {
  const { slots } = await policy.execute(async () => {
    const answer = await fetch(`http://127.0.0.1:${planner.address().port}/${req.params.zip}`);
    return answer.json();
  }, stopping.signal);
  return { zip: req.params.zip, first: slots[0], count: slots.length };
});

await app.listen({ port: Number(process.env.PORT ?? 3000), host: '127.0.0.1' });
