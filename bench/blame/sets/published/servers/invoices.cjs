'use strict';
const http = require('http');
const Koa = require('koa');
const needle = require('needle');

const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });

const ledger = http.createServer((req, res) => {
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify({ id: req.url.slice(1), net: 10000, vat: 1900 }));
});
ledger.keepAliveTimeout = 90000;

const app = new Koa();
app.use(async (ctx) => {
  if (ctx.path === '/healthz') {
    ctx.body = 'ok';
    return;
  }
  const m = /^\/invoices\/(\w+)$/.exec(ctx.path);
  if (!m) return;
  const answer = await needle('get', `http://127.0.0.1:${ledger.address().port}/${m[1]}`, { agent, json: true, open_timeout: 2000 });
  ctx.body = { id: answer.body.id, gross: answer.body.net + answer.body.vat };
});

ledger.listen(0, '127.0.0.1', () => app.listen(Number(process.env.PORT || 3000), '127.0.0.1'));
