import fs from 'node:fs';
import http from 'node:http';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(import.meta.url);
const tailBytes = 16 * 1024;

function readTail(path) {
  const fd = fs.openSync(path, 'r');
  const { size } = fs.fstatSync(fd);
  if (size <= tailBytes) return fs.readFileSync(path, 'utf8');
  const tail = Buffer.alloc(tailBytes);
  fs.readSync(fd, tail, 0, tailBytes, size - tailBytes);
  fs.closeSync(fd);
  return tail.toString('utf8');
}

const server = http.createServer((request, response) => {
  if (request.url === '/healthz') return response.end('ok');
  if (request.url !== '/tail') return response.writeHead(404).end();
  response.setHeader('content-type', 'text/plain');
  response.end(readTail(file).slice(-80));
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
