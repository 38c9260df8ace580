import { once } from 'node:events';
import net from 'node:net';
import Fastify from 'fastify';

const newest = 150;

const station = net.createServer((socket) => {
  socket.on('error', () => undefined);
  socket.on('data', () => socket.write('21.5\n'));
});
station.listen(0, '127.0.0.1');
await once(station, 'listening');
const { port } = station.address();

const disconnect = new FinalizationRegistry((socket) => socket.destroy());

async function connectSensor() {
  const socket = net.connect(port, '127.0.0.1');
  const sensor = { write: (text) => socket.write(text), answer: () => once(socket, 'data') };
  disconnect.register(sensor, socket);
  await once(socket, 'connect');
  return sensor;
}

const sensors = [];

const app = Fastify();
app.get('/healthz', () => 'ok');
app.get('/readings', async () => {
  const sensor = await connectSensor();
  const answer = sensor.answer();
  sensor.write('?\n');
  const [text] = await answer;
  sensors.push(sensor);
  if (sensors.length > newest) sensors.shift();
  return { celsius: Number(text) };
});

process.on('SIGTERM', () => process.exit(0));
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
