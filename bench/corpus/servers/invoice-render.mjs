import http from 'node:http';

const locales = ['de', 'en', 'es', 'fr', 'it', 'nl', 'pl', 'pt', 'sv', 'tr'];
const kinds = ['draft', 'final', 'reminder', 'credit', 'proforma', 'copy'];
const formatters = new Map();

function createFormatter(locale, kind) {
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
  return (cents, day) => `${kind} · ${money.format(cents / 100)} · ${date.format(day)}`;
}

function formatterFor(locale, kind) {
  const key = `${locale}/${kind}`;
  if (!formatters.has(key)) formatters.set(key, createFormatter(locale, kind));
  return formatters.get(key);
}

const server = http.createServer((request, response) => {
  if (request.url === '/healthz') return response.end('ok');
  const number = Number(request.url.replace('/invoices/', ''));
  if (!Number.isInteger(number)) return response.writeHead(404).end();
  const render = formatterFor(locales[number % locales.length], kinds[Math.floor(number / 10) % kinds.length]);
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.end(render(number * 99, new Date(2026, 0, 1 + (number % 28))));
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
