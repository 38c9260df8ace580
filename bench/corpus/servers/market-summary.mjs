import { EventEmitter } from 'node:events';
import Fastify from 'fastify';

const app = Fastify();
const market = new EventEmitter();
market.setMaxListeners(0);
let price = 100;

setInterval(() => {
  price += 1;
  market.emit('price', price);
}, 20).unref();

function withLivePrice(reply, build) {
  let latest = price;
  const update = (value) => {
    latest = value;
  };
  market.on('price', update);
  reply.raw.once('close', () => market.off('price', update));
  return build(() => latest);
}

app.get('/healthz', async () => 'ok');
app.get('/summary', async (_request, reply) =>
  withLivePrice(reply, (current) => ({ price: current(), listeners: market.listenerCount('price') })),
);

process.on('SIGTERM', () => process.exit(0));
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
