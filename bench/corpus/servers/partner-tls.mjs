import tls from 'node:tls';
import Fastify from 'fastify';

const app = Fastify();
const rotateEvery = 4;
const retired = [];
let current = createContext();
let served = 0;

function createContext() {
  return tls.createSecureContext({ minVersion: 'TLSv1.2', ciphers: 'ECDHE+AESGCM' });
}

function rotate() {
  retired.push(current);
  current = createContext();
}

function nextContext() {
  served += 1;
  if (served % rotateEvery === 0) rotate();
  return current;
}

app.get('/healthz', async () => 'ok');

app.get('/partners/acme/endpoint', async () => {
  const isReady = nextContext().context !== undefined;
  return { partner: 'acme', url: 'https://acme.example.org', isReady, rotations: Math.floor(served / rotateEvery) };
});

process.on('SIGTERM', () => process.exit(0));
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
