'use strict';
const http = require('http');
const Koa = require('koa');
const got = require('got');

const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });

const bank = http.createServer((req, res) => {
  req.resume();
  req.on('end', () => {
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify({ base: 'EUR', usd: 1.0871, chf: 0.9543, at: '2024-03-01' }));
  });
});
bank.keepAliveTimeout = 90000;

async function convert(amount) {
  const { body } = await got.post(`http://127.0.0.1:${bank.address().port}/fixings`, {
    agent,
    json: true,
    body: { amount, from: 'EUR', to: ['USD', 'CHF'] },
  });
  return { eur: amount, usd: +(amount * body.usd).toFixed(2), chf: +(amount * body.chf).toFixed(2) };
}

const app = new Koa();
app.use(async (ctx) => {
  if (ctx.path === '/healthz') {
    ctx.body = 'ok';
  } else if (ctx.path.startsWith('/convert/')) {
    ctx.body = await convert(Number(ctx.path.slice('/convert/'.length)) || 0);
  }
});

bank.listen(0, '127.0.0.1', () => app.listen(Number(process.env.PORT || 3000), '127.0.0.1'));
