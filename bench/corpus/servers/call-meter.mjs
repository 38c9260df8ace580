import dgram from 'node:dgram';
import http from 'node:http';

const collectorPort = 8125;
const socket = dgram.createSocket('udp4').unref();

function count(name) {
  socket.send(`${name}:1|c`, collectorPort, '127.0.0.1');
}

const server = http.createServer((request, response) => {
  if (request.url === '/healthz') return response.end('ok');
  if (request.url !== '/call') return response.writeHead(404).end();
  count('calls');
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ counted: true }));
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
