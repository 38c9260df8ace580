import http from 'node:http';
import net from 'node:net';

const seen = [];
const sockets = [];

function remember(url) {
  seen.push({ url, at: new Date().toISOString(), tags: [url] });
}

function openClient() {
  const socket = net.connect(Number(process.env.REDIS_PORT), process.env.REDIS_HOST);
  sockets.push(socket);
  return socket;
}

function answerFromRedis(response) {
  const socket = openClient();
  socket.write('PING\r\n');
  socket.once('data', () => response.end('pong\n'));
  socket.once('error', (error) => response.writeHead(500).end(error.message));
}

http
  .createServer((request, response) => {
    if (request.url.startsWith('/redis')) return answerFromRedis(response);
    if (request.url.startsWith('/leak')) remember(request.url);
    response.end('ok\n');
  })
  .listen(3000, '0.0.0.0');
