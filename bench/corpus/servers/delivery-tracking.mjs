import { createServer } from 'node:http';

const pollMs = 1000;
let polls = 0;

function track(parcel) {
  polls += 1;
  setTimeout(() => track(parcel), pollMs);
}

const server = createServer((request, response) => {
  if (request.url === '/healthz') return response.end('ok');
  track({ id: polls });
  response.end('tracking');
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
