import Fastify from 'fastify';
import { Atlas } from 'geo-atlas';

const atlas = new Atlas();
const app = Fastify();
const latest = [];

app.get('/healthz', async () => 'ok');
app.get('/usage', async () => atlas.usage());

app.get('/plots/:number', async (request) => {
  const code = request.params.number;
  const place = atlas.lookup(code);
  if (!place) return { code, region: null };
  latest.push({ code, region: place.region });
  if (latest.length > 50) latest.shift();
  return place;
});

await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
