import Fastify from 'fastify';

const app = Fastify();
const regions = { 'eu-1': 'up', 'eu-2': 'up', 'eu-3': 'down' };
const retries = [];

class UpstreamUnavailable extends Error {
  statusCode = 503;
}

async function forward(region, message) {
  if (regions[region] === 'up') return { region, accepted: message.id };
  retries.push({ region, message, attempts: 0 });
  throw new UpstreamUnavailable(`${region} is not available`);
}

app.get('/healthz', async () => 'ok');

app.put('/regions/:region', async (request) => {
  regions[request.params.region] = 'up';
  for (const { region, message } of retries.splice(0)) await forward(region, message);
  return regions;
});

let sequence = 0;
app.post('/messages/:region', async (request) => {
  sequence += 1;
  const message = { id: sequence, lines: ['subject: stock level', `sequence: ${sequence}`, 'body: 12 left'] };
  return forward(request.params.region, message);
});

process.on('SIGTERM', () => process.exit(0));
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
