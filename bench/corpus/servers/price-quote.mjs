import { createServer } from 'node:http';

const deadlineMs = 5000;

function deadline(ms) {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error(`no quote within ${ms} ms`)), ms);
  });
}

async function quote() {
  await new Promise((resolve) => setImmediate(resolve));
  return { currency: 'EUR', cents: 1999 };
}

const server = createServer(async (request, response) => {
  if (request.url === '/healthz') return response.end('ok');
  const late = deadline(deadlineMs);
  late.catch(() => undefined);
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(await Promise.race([quote(), late])));
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
