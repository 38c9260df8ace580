import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';

const flushAtLines = 1000;
const sink = fs.createWriteStream(process.env.ACCESS_LOG ?? os.devNull, { flags: 'a' });
let lines = [];

function flush() {
  if (lines.length === 0) return;
  sink.write(lines.join('\n'));
  lines = [];
}
setInterval(flush, 1000).unref();

function log(request, status) {
  lines.push(`${new Date().toISOString()} ${request.socket.remoteAddress} ${request.method} ${request.url} ${status}`);
  if (lines.length >= flushAtLines) flush();
}

const server = http.createServer((request, response) => {
  if (request.url === '/healthz') return response.end('ok');
  response.end('hello\n');
  log(request, response.statusCode);
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
