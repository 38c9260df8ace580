import http from 'node:http';

const sheets = [];

function openSheet() {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 4 });
  const cells = new Float64Array(memory.buffer);
  cells[0] = sheets.length;
  cells[1] = Math.sqrt(sheets.length);
  sheets.push(memory);
  return { sheet: sheets.length, root: cells[1] };
}

const server = http.createServer((request, response) => {
  if (request.url === '/healthz') return response.end('ok');
  if (request.method !== 'POST' || request.url !== '/sheets') return response.writeHead(404).end();
  response.writeHead(201, { 'content-type': 'application/json' });
  response.end(JSON.stringify(openSheet()));
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
