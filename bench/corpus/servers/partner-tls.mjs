import tls from 'node:tls';
import Fastify from 'fastify';

const app = Fastify();
const contexts = new Map();

function contextFor(partner) {
  let context = contexts.get(partner);
  if (!context) {
    context = tls.createSecureContext({ minVersion: 'TLSv1.2', ciphers: 'ECDHE+AESGCM' });
    contexts.set(partner, context);
  }
  return context;
}

app.get('/healthz', async () => 'ok');

app.get('/partners/:partner/endpoint', async (request) => {
  const { partner } = request.params;
  return { partner, url: `https://${partner}.example.org`, isReady: contextFor(partner) !== undefined };
});

process.on('SIGTERM', () => process.exit(0));
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
