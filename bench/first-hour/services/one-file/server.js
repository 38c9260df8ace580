import { createServer } from 'node:http';

const visits = [];

createServer((request, response) => {
  response.setHeader('content-type', 'application/json');
  if (request.url === '/health') {
    response.end('{"status":"ok"}');
  } else if (request.url === '/users') {
    visits.push({ at: Date.now(), path: request.url });
    response.end(JSON.stringify([{ id: 1, name: 'Ann' }]));
  } else {
    response.writeHead(404).end('{"error":"not found"}');
  }
}).listen(process.env.PORT ?? 3000);
