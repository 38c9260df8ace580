import Fastify from 'fastify';
import { CarrierSessions } from 'carrier-sessions';

const carriers = new CarrierSessions({
  northpost: { maxWeight: 20, zones: ['N', 'E'] },
  roadline: { maxWeight: 500, zones: ['N', 'E', 'S', 'W'] },
});

const app = Fastify();
app.get('/healthz', async () => 'ok');

app.post('/pickups', async (request, reply) => {
  const { weight, zone } = request.body;
  let booking = await carriers.book('northpost', { weight, zone });
  if (!booking.booked) booking = await booking.elsewhere('roadline');
  return reply.code(booking.booked ? 201 : 200).send(booking);
});

await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
