'use strict';
const fastify = require('fastify')();
const Bottleneck = require('bottleneck');

const partners = ['north', 'south', 'coast'];

async function ask(partner, room) {
  await new Promise((resolve) => setImmediate(resolve));
  return { partner, room, price: 60 + partner.length * room.length };
}

function limiterFor(account) {
  return new Bottleneck({
    id: account,
    maxConcurrent: 2,
    reservoir: 30,
    reservoirRefreshAmount: 30,
    reservoirRefreshInterval: 60_000,
  });
}

fastify.get('/healthz', async () => 'ok');
fastify.get('/partners/offers/:room', async (request) => {
  const limiter = limiterFor(request.headers['x-account'] ?? 'default');
  const offers = await Promise.all(
    partners.map((partner) => limiter.schedule(() => ask(partner, request.params.room))),
  );
  return offers.sort((a, b) => a.price - b.price);
});

fastify.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
