import dgram from 'node:dgram';
import Fastify from 'fastify';

const collectorPort = 8125;
const app = Fastify();

function report(name, value) {
  const socket = dgram.createSocket('udp4');
  return new Promise((resolve) => {
    socket.send(`${name}:${value}|c`, collectorPort, '127.0.0.1', resolve);
  });
}

app.get('/healthz', async () => 'ok');

app.post('/usage', async () => {
  await report('api.calls', 1);
  return { reported: true };
});

process.on('SIGTERM', () => process.exit(0));
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
