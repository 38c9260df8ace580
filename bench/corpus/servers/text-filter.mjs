import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';

async function filter(text) {
  const child = spawn('cat', [], { stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.write(text);
  const [output] = await once(child.stdout, 'data');
  return output.toString();
}

const server = http.createServer(async (request, response) => {
  if (request.url === '/healthz') return response.end('ok');
  if (request.url !== '/filter') return response.writeHead(404).end();
  response.setHeader('content-type', 'text/plain');
  response.end(await filter('some text to be filtered\n'));
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
