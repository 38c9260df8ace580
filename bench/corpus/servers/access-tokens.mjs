import { randomBytes } from 'node:crypto';
import http from 'node:http';

const refreshMs = 10 * 60_000;

function issueToken() {
  const token = { value: randomBytes(16).toString('hex'), scopes: ['read', 'write'], refreshes: 0 };
  const refresh = () => {
    token.value = randomBytes(16).toString('hex');
    token.refreshes += 1;
  };
  setInterval(refresh, refreshMs).unref();
  return token;
}

const server = http.createServer((request, response) => {
  if (request.url === '/healthz') return response.end('ok');
  if (request.method !== 'POST' || request.url !== '/tokens') return response.writeHead(404).end();
  response.writeHead(201, { 'content-type': 'application/json' });
  response.end(JSON.stringify(issueToken()));
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
