import http from 'node:http';

const onClose = [];

function loadQuotes(symbol) {
  return Array.from({ length: 128 }, (_, index) => symbol.length * 100 + index * 0.25);
}

function watchSymbol(symbol) {
  const quotes = loadQuotes(symbol);
  const highest = Math.max(...quotes);
  onClose.push(() => ({ symbol, closing: quotes.at(-1), highest }));
  return { symbol, highest, watching: true };
}

const server = http.createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  if (pathname === '/healthz') return response.end('ok');
  if (pathname === '/close') {
    const summary = onClose.splice(0).map((hook) => hook());
    return response.end(JSON.stringify({ closed: summary.length }));
  }
  if (pathname !== '/watch') return response.writeHead(404).end();
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(watchSymbol(searchParams.get('symbol') ?? 'ACME')));
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
