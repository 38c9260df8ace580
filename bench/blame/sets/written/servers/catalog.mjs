import http from 'node:http';
import { once } from 'node:events';
import { Catalog } from 'catalog-sdk';

const products = http.createServer((req, res) => {
  const sku = req.url.split('/').pop();
  const etag = `"${sku}-1"`;
  res.setHeader('etag', etag);
  if (req.headers['if-none-match'] === etag) {
    res.statusCode = 304;
    return res.end();
  }
  res.end(JSON.stringify({ sku, title: `Article ${sku}`, price: 1999 }));
});
products.keepAliveTimeout = 600_000;
products.listen(0, '127.0.0.1');
await once(products, 'listening');

const catalog = new Catalog(`http://127.0.0.1:${products.address().port}`);

http
  .createServer(async (req, res) => {
    const { pathname } = new URL(req.url, 'http://catalog');
    if (pathname === '/healthz') return res.end('ok');
    if (pathname === '/figures') return res.end(JSON.stringify(catalog.figures()));
    const sku = pathname.match(/^\/catalog\/([\w-]+)$/)?.[1];
    const product = sku ? await catalog.lookup(sku) : null;
    res.statusCode = product ? 200 : 404;
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify(product ?? { error: 'unknown' }));
  })
  .listen(process.env.PORT, '127.0.0.1');
