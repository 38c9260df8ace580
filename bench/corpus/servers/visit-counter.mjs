import http from 'node:http';

const visits = [];

function recordVisit(page) {
  visits.push({ page, number: visits.length, next: null });
}

function countFor(page) {
  const last = visits.at(-1);
  return { page, total: last.number + 1 };
}

const server = http.createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  if (pathname === '/healthz') return response.end('ok');
  if (pathname !== '/visit') return response.writeHead(404).end();
  recordVisit('/home');
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(countFor('/home')));
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
