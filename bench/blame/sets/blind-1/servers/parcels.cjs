const http = require('http');
const net = require('net');
const { LinePool } = require('line-pool');

const sorter = net.createServer((socket) => {
  let text = '';
  socket.setEncoding('utf8');
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    text += chunk;
    const lines = text.split('\n');
    text = lines.pop();
    for (const line of lines) {
      const [, parcel] = line.split(' ');
      socket.write(`OK ${parcel} CHUTE ${Number(parcel) % 24}\n`);
    }
  });
});

sorter.listen(0, '127.0.0.1', () => {
  const pool = new LinePool({ port: sorter.address().port, size: 10 });

  const server = http.createServer(async (req, res) => {
    if (req.url === '/healthz') return res.end('ok');
    const match = /^\/parcels\/(\d+)\/chute$/.exec(req.url);
    if (!match) return res.writeHead(404).end();
    try {
      const answer = await pool.use((connection) => connection.request(`ROUTE ${match[1]}`));
      res.setHeader('content-type', 'application/json');
      res.end(JSON.stringify({ parcel: match[1], chute: Number(answer.split(' ')[3]) }));
    } catch (err) {
      res.writeHead(502).end(err.message);
    }
  });

  server.listen(Number(process.env.PORT), '127.0.0.1');
});
