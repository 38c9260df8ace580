import Fastify from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'redis';

const client = createClient({ url: process.env.REDIS_URL });
const subscriber = client.duplicate();
client.on('error', (err) => console.error(err.message));
subscriber.on('error', (err) => console.error(err.message));
await Promise.all([client.connect(), subscriber.connect()]);

const legs = ['HAM', 'RTM', 'FXT', 'BHX'];

async function statusOf(id) {
  const shipment = { id, status: 'in transit', legs: legs.map((to) => ({ to, done: false })), notes: [] };
  await subscriber.subscribe('shipments', (message) => {
    const note = JSON.parse(message);
    if (note.id === id) shipment.notes.push(note);
  });
  await client.publish('shipment-requests', JSON.stringify({ id }));
  await sleep(2);
  return shipment;
}

const app = Fastify();
app.get('/healthz', async () => 'ok');
app.get('/shipments/:id', async (request) => statusOf(request.params.id));
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
