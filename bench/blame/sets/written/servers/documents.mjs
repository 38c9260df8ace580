import Fastify from 'fastify';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Shelf } from 'docshelf';

const root = mkdtempSync(join(tmpdir(), 'documents-'));
for (let i = 0; i < 10; i++) {
  writeFileSync(join(root, `policy-${i}.md`), `# Policy ${i}\nValid from 2024.\n## Scope\nAll branches.\n## Refunds\nWithin ${i + 14} days.\n`);
}

const shelf = new Shelf(root);
const app = Fastify();

app.get('/healthz', async () => 'ok');

app.get('/policies/:id', async (request) => {
  const doc = await shelf.open(`policy-${Number(request.params.id) % 10}.md`);
  return { title: doc.title, refunds: doc.section('Refunds')?.lines.join(' ') };
});

app.post('/policies/reload', async (request, reply) => {
  shelf.invalidate();
  reply.code(204);
});

await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
