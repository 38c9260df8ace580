import http from 'node:http';

const streams = new Set();
let minute = 0;

setInterval(() => {
  minute += 1;
  for (const stream of streams) stream.write(`data: ${minute}\n\n`);
}, 1000).unref();

function follow(response) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(`data: ${minute}\n\n`);
  streams.add(response);
  response.on('close', () => streams.delete(response));
}

const server = http.createServer((request, response) => {
  if (request.url === '/healthz') return response.end('ok');
  if (request.url !== '/arrivals') return response.writeHead(404).end();
  follow(response);
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
