import http from 'node:http';

const maxCards = 8000;
const cards = new Map();

function draw(id) {
  const steps = Array.from({ length: 24 }, (_, index) => ({ step: index + 1, seconds: (id * 7 + index * 13) % 600 }));
  return { id, title: `Recipe ${id}`, steps };
}

function cardOf(id) {
  const card = cards.get(id) ?? draw(id);
  cards.delete(id);
  cards.set(id, card);
  if (cards.size > maxCards) cards.delete(cards.keys().next().value);
  return card;
}

const server = http.createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  if (pathname === '/healthz') return response.end('ok');
  const [, id] = /^\/recipes\/(\d+)$/.exec(pathname) ?? [];
  if (id === undefined) return response.writeHead(404).end();
  const { title, steps } = cardOf(Number(id));
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ title, steps: steps.length }));
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
