import { once } from 'node:events';
import http from 'node:http';
import express from 'express';

const upstream = http.createServer((_request, response) => response.end(JSON.stringify({ headline: 'Rain expected' })));
upstream.listen(0, '127.0.0.1');
await once(upstream, 'listening');
const { port } = upstream.address();
const agent = new http.Agent({ keepAlive: true, maxSockets: 16, maxFreeSockets: 8 });

function fetchHeadline(section) {
  return new Promise((resolve, reject) => {
    const request = http.get({ host: '127.0.0.1', port, path: `/${section}`, agent }, async (response) => {
      const chunks = await response.toArray();
      resolve(JSON.parse(Buffer.concat(chunks)));
    });
    request.on('error', reject);
  });
}

const app = express();
app.get('/healthz', (_request, response) => response.send('ok'));
app.get('/news/:section', async (request, response) => response.json(await fetchHeadline(request.params.section)));

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
