import http from 'node:http';
import { parse } from 'sku-parser';

const FAMILIES = { SH: 'Shirts', TRS: 'Trousers', BAG: 'Bags' };
const lookups = { total: 0, invalid: 0 };

function describe(code) {
  const sku = parse(code);
  lookups.total += 1;
  if (!sku.valid) lookups.invalid += 1;
  return { code: sku.code, family: FAMILIES[sku.family] ?? sku.family, label: sku.label(), valid: sku.valid };
}

const server = http.createServer((req, res) => {
  const { pathname } = new URL(req.url, 'http://articles');
  if (pathname === '/healthz') return res.end('ok');
  if (pathname === '/lookups') return res.end(JSON.stringify(lookups));
  const match = /^\/articles\/([\w-]+)$/.exec(pathname);
  if (!match) return res.writeHead(404).end();
  try {
    const article = describe(match[1]);
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify(article));
  } catch (err) {
    res.writeHead(400).end(err.message);
  }
});

server.listen(Number(process.env.PORT), '127.0.0.1');
