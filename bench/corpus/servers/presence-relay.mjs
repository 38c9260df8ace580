import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';

const relay = net.createServer((socket) => {
  socket.on('data', () => socket.write('ok\n'));
});
relay.listen(0, '127.0.0.1');
await once(relay, 'listening');
const { port } = relay.address();

async function announce(member) {
  const socket = net.connect(port, '127.0.0.1');
  socket.write(`online ${member}\n`);
  const [answer] = await once(socket, 'data');
  return answer.toString().trim();
}

const server = http.createServer(async (request, response) => {
  if (request.url === '/healthz') return response.end('ok');
  if (request.url !== '/presence') return response.writeHead(404).end();
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ relay: await announce('member-1') }));
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
