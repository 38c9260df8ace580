import Fastify from 'fastify';
import { createCache } from 'async-cache-dedupe';

const directory = async (id) => ({ id, name: `Customer ${id}`, tier: id % 7 === 0 ? 'gold' : 'basic' });

// only calls at the same moment are shared, nothing is stored
const cache = createCache({ ttl: 0, storage: { type: 'memory', options: { size: 100 } } });
cache.define('profile', async ({ id }) => directory(id));

const fields = ['name', 'tier', 'invoice address', 'delivery address', 'phone', 'mail', 'terms of payment', 'open orders', 'contact person'];

const app = Fastify();
app.get('/healthz', async () => ({ up: true }));

app.get('/profiles/:id', async (req) => {
  const { name, tier } = await cache.profile({ id: Number(req.params.id), tenant: 'north-west trading', locale: req.query.locale ?? 'en-GB', fields });
  return { name, tier };
});

await app.listen({ port: Number(process.env.PORT ?? 3000), host: '127.0.0.1' });
