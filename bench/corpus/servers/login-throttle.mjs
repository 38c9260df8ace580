import http from 'node:http';

const windowMs = 1000;
const maxAttempts = 5;
let current = new Map();
let previous = new Map();

setInterval(() => {
  previous = current;
  current = new Map();
}, windowMs).unref();

function isAllowed(client) {
  const attempts = (current.get(client) ?? 0) + 1;
  current.set(client, attempts);
  return attempts + (previous.get(client) ?? 0) <= maxAttempts;
}

const server = http.createServer((request, response) => {
  if (request.url === '/healthz') return response.end('ok');
  if (request.url !== '/login') return response.writeHead(404).end();
  const client = request.headers['x-forwarded-for'] ?? request.socket.remoteAddress;
  response.writeHead(isAllowed(client) ? 200 : 429, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ client }));
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
