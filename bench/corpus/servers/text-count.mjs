import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';

async function countWords(text) {
  const child = spawn('wc', ['-w'], { stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.end(text);
  const [chunks] = await Promise.all([child.stdout.toArray(), once(child, 'close')]);
  return Number(Buffer.concat(chunks).toString());
}

const server = http.createServer(async (request, response) => {
  if (request.url === '/healthz') return response.end('ok');
  if (request.url !== '/count') return response.writeHead(404).end();
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ words: await countWords('the quick brown fox') }));
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
