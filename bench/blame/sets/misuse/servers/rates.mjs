import http from 'node:http';
import { once } from 'node:events';
import { Agent, request } from 'undici';

const central = http.createServer((req, res) => {
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify({ base: 'EUR', USD: 1.0841, GBP: 0.8532, CHF: 0.9417 }));
});
central.keepAliveTimeout = 620_000;
await once(central.listen(0, '127.0.0.1'), 'listening');
const origin = `http://127.0.0.1:${central.address().port}`;

async function fetchRates(currency) {
  const dispatcher = new Agent({ connections: 4, keepAliveTimeout: 600_000, keepAliveMaxTimeout: 600_000 });
  const { body } = await request(`${origin}/daily`, { dispatcher, headers: { accept: 'application/json' } });
  const rates = await body.json();
  return { currency, rate: rates[currency] ?? null };
}

http.createServer(async (req, res) => {
  if (req.url === '/healthz') return res.end('ok');
  const [, section, currency] = req.url.split('/');
  if (section !== 'rates') {
    res.statusCode = 404;
    return res.end();
  }
  try {
    const rate = await fetchRates(currency);
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify(rate));
  } catch (err) {
    res.statusCode = 502;
    res.end(err.message);
  }
}).listen(process.env.PORT, '127.0.0.1');
