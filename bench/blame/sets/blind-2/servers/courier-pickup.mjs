import { setMaxListeners } from 'node:events';
import http from 'node:http';
import { createWaiter, checkExceptions } from '@smithy/util-waiter';

const stopping = new AbortController();
setMaxListeners(0, stopping.signal);

const depot = {
  async pickupState({ pickupId }) {
    await null;
    return { pickupId, state: 'CONFIRMED', courier: `C-${pickupId % 40}` };
  },
};

async function untilConfirmed(pickupId) {
  let latest;
  const outcome = await createWaiter(
    { client: depot, minDelay: 1, maxDelay: 3, maxWaitTime: 20, abortSignal: stopping.signal },
    { pickupId },
    async (client, input) => {
      latest = await client.pickupState(input);
      return { state: latest.state === 'CONFIRMED' ? 'SUCCESS' : 'RETRY', reason: latest };
    },
  );
  checkExceptions(outcome);
  return latest;
}

const server = http.createServer(async (req, res) => {
  if (req.url === '/healthz') return res.end('ok');
  const match = /^\/pickups\/(\d+)\/confirmation$/.exec(req.url);
  if (!match) {
    res.writeHead(404);
    return res.end();
  }
  try {
    const pickup = await untilConfirmed(Number(match[1]));
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify(pickup));
  } catch (err) {
    res.writeHead(504);
    res.end(err.message);
  }
});

server.listen(process.env.PORT, '127.0.0.1');
process.once('SIGTERM', () => {
  stopping.abort();
  server.close(() => process.exit(0));
});
