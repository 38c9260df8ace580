import Fastify from 'fastify';

const app = Fastify();
const thumbnailBytes = 16 * 1024;
const rendered = [];

function render(photo) {
  const pixels = Buffer.alloc(thumbnailBytes, photo % 256);
  rendered.push(pixels);
  return pixels;
}

app.get('/healthz', async () => 'ok');

app.get('/thumbnails/latest', async (_request, reply) => {
  const pixels = render(rendered.length);
  reply.type('application/octet-stream');
  return pixels.subarray(0, 64);
});

process.on('SIGTERM', () => process.exit(0));
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
