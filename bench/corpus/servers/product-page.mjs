import express from 'express';

const app = express();
const pages = new Map();

function renderPage(id) {
  const related = Array.from({ length: 8 }, (_, index) => `<li>product ${(id + index * 17) % 5000}</li>`);
  return ['<h1>Product ', id, '</h1><ul>', ...related, '</ul>'].join('');
}

function pageFor(id) {
  const cached = pages.get(id);
  if (cached) return cached;
  const html = renderPage(id);
  pages.set(id, html);
  return html;
}

app.get('/healthz', (_request, response) => response.send('ok'));

app.get('/products/:id', (request, response) => {
  response.type('html').send(pageFor(Number(request.params.id)));
});

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
