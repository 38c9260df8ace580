import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';

const context = new AsyncLocalStorage();
let lastSpan = null;
let sequence = 0;

function startSpan(name) {
  sequence += 1;
  const span = { id: sequence, name, follows: lastSpan, tags: { host: 'gateway-1', route: name } };
  lastSpan = span;
  return span;
}

async function lookUpRoute() {
  await nextTurn();
  const span = context.getStore();
  return { span: span.id, after: span.follows?.id ?? null };
}

const server = http.createServer(async (request, response) => {
  if (request.url === '/healthz') return response.end('ok');
  const body = await context.run(startSpan(request.url), lookUpRoute);
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
