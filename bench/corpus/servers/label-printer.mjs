import http from 'node:http';
import { guarded, limited } from 'task-guard';

let printed = 0;

async function print(copies) {
  printed += copies;
  return { printed };
}

const server = http.createServer(async (request, response) => {
  if (request.url === '/healthz') return response.end('ok');
  const result = request.url === '/labels' ? await guarded(() => print(1)) : await limited(() => print(2), 1_000);
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(result));
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
