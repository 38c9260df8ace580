const net = require('net');
const http = require('http');
const { BinClient } = require('bin-wire');

const storage = net.createServer((socket) => {
  socket.setEncoding('utf8');
  socket.on('error', () => {});
  socket.on('data', (text) => {
    for (const line of text.trim().split('\n')) {
      const [verb, bin] = line.split(' ');
      if (verb === 'CONTENT') socket.write(`OK SKU-${bin} ${bin.length * 3}\n`);
      else socket.write('ERR unknown verb\n');
    }
  });
});

storage.listen(0, '127.0.0.1', () => {
  const bins = new BinClient({ host: '127.0.0.1', port: storage.address().port, connections: 10 });

  http
    .createServer(async (req, res) => {
      if (req.url === '/healthz') return res.end('ok');
      const match = /^\/racks\/(\w+)$/.exec(req.url);
      if (!match) return res.writeHead(404).end();
      try {
        const rack = match[1];
        const levels = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
        const contents = await bins.contents(levels.map((level) => `${rack}-${level}`));
        res.setHeader('content-type', 'application/json');
        res.end(JSON.stringify({ rack, contents, total: contents.reduce((sum, c) => sum + c.count, 0) }));
      } catch (err) {
        res.writeHead(502).end(err.message);
      }
    })
    .listen(process.env.PORT, '127.0.0.1');
});
