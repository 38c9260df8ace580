const http = require('http');
const { StockGateway } = require('stock-gateway');

const warehouse = http.createServer((req, res) => {
  const sku = decodeURIComponent(req.url.split('/').pop());
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify({ sku, onHand: sku.length * 7, reserved: 2, bins: ['A1', 'B7', 'C3'] }));
});

warehouse.listen(0, '127.0.0.1', () => {
  const stock = new StockGateway({ url: `http://127.0.0.1:${warehouse.address().port}` });

  const server = http.createServer(async (req, res) => {
    if (req.url === '/healthz') return res.end('ok');
    const match = /^\/stock\/([\w-]+)$/.exec(req.url);
    if (!match) {
      res.statusCode = 404;
      return res.end();
    }
    try {
      const level = await stock.level(match[1]);
      res.setHeader('content-type', 'application/json');
      res.end(JSON.stringify({ ...level, available: level.onHand - level.reserved }));
    } catch (err) {
      res.statusCode = 502;
      res.end(err.message);
    }
  });
  server.listen(process.env.PORT, '127.0.0.1');

  process.once('SIGTERM', () => {
    stock.close();
    server.close();
    warehouse.close();
  });
});
