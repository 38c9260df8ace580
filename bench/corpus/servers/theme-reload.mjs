import fs from 'node:fs';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Fastify from 'fastify';

const app = Fastify();
const folder = path.dirname(fileURLToPath(import.meta.url));

async function readWhileStable(read) {
  const controller = new AbortController();
  let hasChanged = false;
  fs.watch(folder, { signal: controller.signal }, () => {
    hasChanged = true;
  });
  try {
    const theme = await read();
    await nextTurn();
    return { theme, hasChanged };
  } finally {
    controller.abort();
  }
}

app.get('/healthz', async () => 'ok');
app.get('/theme', async () => readWhileStable(async () => ({ name: 'plain', colours: 4 })));

process.on('SIGTERM', () => process.exit(0));
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
