import http from 'node:http';

const waiters = new Set();
let version = 1;

function publish() {
  version += 1;
  for (const response of waiters) response.end(JSON.stringify({ version }));
  waiters.clear();
}

const server = http.createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  if (pathname === '/healthz') return response.end('ok');
  if (request.method === 'POST' && pathname === '/publish') {
    publish();
    return response.writeHead(204).end();
  }
  if (pathname !== '/updates') return response.writeHead(404).end();
  if (Number(searchParams.get('since') ?? 0) < version) return response.end(JSON.stringify({ version }));
  waiters.add(response);
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
