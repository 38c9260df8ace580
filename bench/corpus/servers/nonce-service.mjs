import { randomFillSync } from 'node:crypto';
import http from 'node:http';

const blockBytes = 4096;
const issued = [];

function issueNonce() {
  const block = randomFillSync(Buffer.allocUnsafeSlow(blockBytes));
  const nonce = block.subarray(0, 16);
  issued.push(nonce);
  return nonce.toString('hex');
}

const server = http.createServer((request, response) => {
  if (request.url === '/healthz') return response.end('ok');
  if (request.url !== '/nonce') return response.writeHead(404).end();
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ nonce: issueNonce() }));
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
