import { EventEmitter } from 'node:events';
import express from 'express';

const app = express();
const feed = new EventEmitter();
feed.setMaxListeners(0);

let latest = { price: 100, sequence: 0 };
setInterval(() => {
  latest = { price: 100 + Math.random(), sequence: latest.sequence + 1 };
  feed.emit('tick', latest);
}, 1000).unref();

function openQuote(symbol) {
  const quote = { symbol, price: latest.price, asOf: latest.sequence };
  feed.on('tick', (tick) => {
    quote.price = tick.price;
    quote.asOf = tick.sequence;
  });
  return quote;
}

app.get('/healthz', (_request, response) => response.send('ok'));
app.get('/quotes/:symbol', (request, response) => response.json(openQuote(request.params.symbol)));

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
