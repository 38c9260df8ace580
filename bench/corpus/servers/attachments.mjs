import fs from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import Fastify from 'fastify';

const app = Fastify();
const file = fileURLToPath(import.meta.url);
const downloads = new Map();

async function startDownload(path) {
  const handle = await fs.open(path, 'r');
  const id = downloads.size + 1;
  downloads.set(id, handle);
  const { size } = await handle.stat();
  return { id, size };
}

app.get('/healthz', async () => 'ok');

app.post('/downloads', async (_request, reply) => {
  reply.code(201);
  return startDownload(file);
});

app.get('/downloads/:id', async (request) => {
  const handle = downloads.get(Number(request.params.id));
  if (!handle) throw Object.assign(new Error('no such download'), { statusCode: 404 });
  return handle.readFile({ encoding: 'utf8' });
});

process.on('SIGTERM', () => process.exit(0));
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
