const http = require('http');
const EventEmitter = require('eventemitter3');

const feed = new EventEmitter();
const prices = new Map(Array.from({ length: 30 }, (_, i) => [`A${i}`, 500 + i * 45]));

setInterval(() => {
  const sku = `A${Math.floor(Math.random() * 30)}`;
  const cents = prices.get(sku) + (Math.random() < 0.5 ? -5 : 5);
  prices.set(sku, cents);
  feed.emit('repriced', { sku, cents });
}, 2000).unref();

function loadBasket(id) {
  const lines = Array.from({ length: 4 }, (_, i) => ({ sku: `A${(id + i * 7) % 30}`, quantity: 1 + ((id + i) % 3) }));
  return new Promise((resolve) => setImmediate(resolve, { id, lines }));
}

async function valueBasket(id) {
  const changed = new Map();
  feed.on('repriced', (change) => changed.set(change.sku, change.cents));
  const basket = await loadBasket(id);
  const cents = basket.lines.reduce((sum, line) => sum + line.quantity * (changed.get(line.sku) ?? prices.get(line.sku)), 0);
  return { basket: id, cents, lines: basket.lines.length };
}

const server = http.createServer(async (req, res) => {
  if (req.url === '/healthz') return res.end('ok');
  const match = /^\/baskets\/(\d+)\/value$/.exec(req.url);
  if (!match) return res.writeHead(404).end();
  const value = await valueBasket(Number(match[1]));
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify(value));
});

server.listen(Number(process.env.PORT), '127.0.0.1');
