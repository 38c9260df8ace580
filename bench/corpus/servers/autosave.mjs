import Fastify from 'fastify';

const app = Fastify();
const delayMs = 50;
const unsaved = new Map();
let saves = 0;

function saveSoon(id, text) {
  clearTimeout(unsaved.get(id));
  const timer = setTimeout(() => {
    unsaved.delete(id);
    saves += text.length > 0 ? 1 : 0;
  }, delayMs);
  unsaved.set(id, timer);
}

app.get('/healthz', async () => 'ok');
app.put('/notes/:id', async (request) => {
  saveSoon(request.params.id, `note ${request.params.id}`);
  return { id: request.params.id, saves, unsaved: unsaved.size };
});

process.on('SIGTERM', () => process.exit(0));
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
