import http from 'node:http';

const maxEntries = 5000;
const answers = new Map();

function search(term) {
  return Array.from({ length: 6 }, (_, index) => ({ text: `${term} ${index}`, score: 1 / (index + 1) }));
}

function suggestions(term) {
  const found = answers.get(term) ?? search(term);
  answers.delete(term);
  answers.set(term, found);
  if (answers.size > maxEntries) answers.delete(answers.keys().next().value);
  return found;
}

const server = http.createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  if (pathname === '/healthz') return response.end('ok');
  if (pathname !== '/suggest') return response.writeHead(404).end();
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(suggestions(searchParams.get('q') ?? '')));
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
