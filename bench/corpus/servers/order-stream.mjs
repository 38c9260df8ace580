import Fastify from 'fastify';

const app = Fastify();
const subscribers = new Set();
let placed = 0;

function broadcast(event) {
  for (const stream of subscribers) {
    if (stream.writable) stream.write(`data: ${JSON.stringify(event)}\n\n`);
  }
}

setInterval(() => {
  placed += 1;
  broadcast({ placed });
}, 1000).unref();

app.get('/healthz', async () => 'ok');

app.get('/orders/stream', (_request, reply) => {
  reply.hijack();
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
  reply.raw.write(`data: ${JSON.stringify({ placed })}\n\n`);
  subscribers.add(reply.raw);
});

process.on('SIGTERM', () => process.exit(0));
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
