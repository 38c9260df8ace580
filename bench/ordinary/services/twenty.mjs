/** Twenty small endpoints. The one whose index is in LEAK keeps some 500 B of each request. */
import { createHash, randomUUID } from 'node:crypto';
import express from 'express';

const kept = [];

/** 56 fields of 8 B, two headers of 16 and 32 B, and the place in `kept`: 500 B and a little. */
function keepSome() {
  kept.push(new Array(56).fill(0));
}

const products = Array.from({ length: 50 }, (_, index) => ({
  id: index + 1,
  name: `product ${index + 1}`,
  priceCents: 100 + 35 * index,
}));
const productOf = (request) => products[(Number(request.params.id) - 1) % products.length];

const routes = [
  ['get', '/status', (_request, response) => response.json({ status: 'up' })],
  ['get', '/version', (_request, response) => response.json({ version: '1.4.2', node: process.version })],
  ['get', '/time', (_request, response) => response.json({ now: new Date().toISOString() })],
  ['get', '/products', (_request, response) => response.json(products.slice(0, 10))],
  ['get', '/products/:id', (request, response) => response.json(productOf(request))],
  [
    'get',
    '/products/:id/price',
    (request, response) => {
      const { priceCents } = productOf(request);
      response.json({ netCents: priceCents, grossCents: Math.round(priceCents * 1.19) });
    },
  ],
  [
    'get',
    '/search',
    (request, response) => {
      const query = String(request.query.q ?? '');
      response.json(products.filter(({ name }) => name.includes(query)).slice(0, 5));
    },
  ],
  [
    'get',
    '/page',
    (request, response) => {
      const from = Number(request.query.from ?? 0);
      response.json({ from, total: products.length, items: products.slice(from, from + 5) });
    },
  ],
  [
    'get',
    '/hello/:name',
    (request, response) => response.type('html').send(`<h1>Hello, ${encodeURIComponent(request.params.name)}</h1>`),
  ],
  [
    'get',
    '/menu',
    (_request, response) => {
      const items = products.slice(0, 12).map(({ name, priceCents }) => `<li>${name}: ${priceCents / 100} €</li>`);
      response.type('html').send(`<ul>${items.join('')}</ul>`);
    },
  ],
  ['get', '/robots.txt', (_request, response) => response.type('text').send('User-agent: *\nDisallow: /basket\n')],
  [
    'get',
    '/prices.csv',
    (_request, response) => {
      const lines = products.map(({ id, priceCents }) => `${id},${priceCents}`);
      response.type('csv').send(['id,cents', ...lines].join('\n'));
    },
  ],
  ['get', '/old-menu', (_request, response) => response.redirect(302, '/menu')],
  ['get', '/token', (_request, response) => response.json({ token: randomUUID() })],
  ['post', '/echo', (request, response) => response.json(request.body)],
  [
    'post',
    '/sum',
    (request, response) => response.json({ sum: request.body.numbers.reduce((sum, number) => sum + number, 0) }),
  ],
  [
    'post',
    '/basket',
    (request, response) => {
      const lines = request.body.ids.map((id) => products[id % products.length]);
      const totalCents = lines.reduce((sum, { priceCents }) => sum + priceCents, 0);
      response.status(201).json({ lines, totalCents });
    },
  ],
  [
    'post',
    '/digest',
    (request, response) => {
      const digest = createHash('sha256').update(String(request.body.text)).digest('hex');
      response.json({ digest });
    },
  ],
  [
    'post',
    '/contact',
    (request, response) => {
      const isRight = String(request.body.mail).includes('@');
      response.status(isRight ? 202 : 400).json({ isRight });
    },
  ],
  [
    'post',
    '/words',
    (request, response) => {
      const counts = {};
      for (const word of String(request.body.text).split(' ')) counts[word] = (counts[word] ?? 0) + 1;
      response.json(counts);
    },
  ],
];

const app = express();
app.use(express.json());
app.get('/healthz', (_request, response) => response.send('ok'));

const leaking = process.env.LEAK === undefined ? null : Number(process.env.LEAK);
for (const [index, [method, path, answer]] of routes.entries()) {
  app[method](path, (request, response) => {
    if (index === leaking) keepSome();
    answer(request, response);
  });
}

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
