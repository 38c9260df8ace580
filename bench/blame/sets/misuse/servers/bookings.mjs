import http from 'node:http';
import { setImmediate as tick } from 'node:timers/promises';
import pTimeout from 'p-timeout';

let close;
const closing = new Promise((resolve) => {
  close = () => resolve({ closed: true });
});
process.once('SIGTERM', () => close());

async function reserve(id) {
  await tick();
  return { id, seats: Array.from({ length: 24 }, (_, i) => `${id}-${i}`), state: 'held' };
}

function orClosed(work) {
  return pTimeout(Promise.race([closing, work]), { milliseconds: 2000 });
}

const server = http.createServer(async (req, res) => {
  if (req.url === '/healthz') return res.end('ok');
  const id = req.url.split('/')[2];
  try {
    const booking = await orClosed(reserve(id));
    if (booking.closed) {
      res.statusCode = 503;
      return res.end();
    }
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify({ id: booking.id, first: booking.seats[0], state: booking.state }));
  } catch (err) {
    res.statusCode = 504;
    res.end(err.message);
  }
});
server.listen(process.env.PORT, '127.0.0.1');
