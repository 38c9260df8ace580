import Fastify from 'fastify';

const app = Fastify();
const topics = 400;
const interned = new Map();

function intern(text) {
  const known = interned.get(text);
  if (known) return known;
  interned.set(text, { text, slug: text.toLowerCase().replaceAll(' ', '-'), uses: 0 });
  return interned.get(text);
}

function tagsFor(article) {
  return [0, 1, 2].map((offset) => {
    const tag = intern(`Topic ${(article * 13 + offset * 7) % topics}`);
    tag.uses += 1;
    return tag.slug;
  });
}

app.get('/healthz', async () => 'ok');
app.get('/articles/:id/tags', async (request) => tagsFor(Number(request.params.id)));

process.on('SIGTERM', () => process.exit(0));
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
