import dns from 'node:dns';
import express from 'express';

const app = express();
const resolvers = [];

function createResolver() {
  const resolver = new dns.Resolver({ timeout: 500, tries: 1 });
  resolver.setServers(['127.0.0.1:5353']);
  resolvers.push(resolver);
  return resolver;
}

function describe(resolver) {
  return { servers: resolver.getServers(), timeoutMs: 500, created: resolvers.length };
}

app.get('/healthz', (_request, response) => response.send('ok'));
app.post('/resolvers', (_request, response) => response.status(201).json(describe(createResolver())));

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
