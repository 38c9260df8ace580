import { createServer } from 'node:http';

const visitors = new Set();
let hits = 0;

function countVisit(visitor) {
  hits += 1;
  if (visitors.has(visitor)) return false;
  visitors.add(visitor);
  return true;
}

const server = createServer((request, response) => {
  if (request.url === '/healthz') return response.end('ok');
  const isNew = countVisit(request.headers['x-visitor'] ?? 'anonymous');
  response.setHeader('content-type', 'application/json');
  return response.end(JSON.stringify({ isNew, hits, visitors: visitors.size }));
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
