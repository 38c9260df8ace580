import Fastify from 'fastify';

const app = Fastify();
const waiting = new Map();
let lastId = 0;

function confirmation(id) {
  return new Promise((resolve) => {
    waiting.set(id, resolve);
  });
}

async function notifyWhenConfirmed(id, items) {
  const answer = await confirmation(id);
  app.log.info({ id, items, answer }, 'order confirmed');
}

app.get('/healthz', async () => 'ok');

app.post('/orders', async (_request, reply) => {
  lastId += 1;
  void notifyWhenConfirmed(lastId, ['bolt', 'nut', 'washer']);
  reply.code(202);
  return { id: lastId };
});

app.post('/confirmations/:id', async (request) => {
  const id = Number(request.params.id);
  waiting.get(id)?.('accepted');
  waiting.delete(id);
  return { id };
});

process.on('SIGTERM', () => process.exit(0));
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
