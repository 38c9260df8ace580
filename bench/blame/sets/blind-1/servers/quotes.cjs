const http = require('http');
const { randomUUID } = require('crypto');
const { EventEmitter2 } = require('eventemitter2');

const bus = new EventEmitter2({ wildcard: true, delimiter: '.', maxListeners: 50 });

bus.on('requests.*.quote', (request) => {
  const cents = 2500 + (request.customer % 40) * 125;
  setImmediate(() => bus.emit(`replies.${request.customer}.${request.id}.quote`, { id: request.id, cents, currency: 'EUR' }));
});

function askForQuote(customer) {
  const id = randomUUID();
  return new Promise((resolve) => {
    bus.once(`replies.${customer}.${id}.quote`, resolve);
    bus.emit(`requests.${id}.quote`, { id, customer });
  });
}

const server = http.createServer(async (req, res) => {
  if (req.url === '/healthz') return res.end('ok');
  const match = /^\/customers\/(\d+)\/quote$/.exec(req.url);
  if (!match) return res.writeHead(404).end();
  const quote = await askForQuote(Number(match[1]));
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify(quote));
});

server.listen(Number(process.env.PORT), '127.0.0.1');
