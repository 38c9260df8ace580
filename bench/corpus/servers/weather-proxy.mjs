import { once } from 'node:events';
import http from 'node:http';
import express from 'express';

const upstream = http.createServer((_request, response) => response.end(JSON.stringify({ celsius: 21 })));
upstream.keepAliveTimeout = 0;
upstream.listen(0, '127.0.0.1');
await once(upstream, 'listening');
const { port } = upstream.address();

function fetchWeather(city) {
  const agent = new http.Agent({ keepAlive: true });
  return new Promise((resolve, reject) => {
    const request = http.get({ host: '127.0.0.1', port, path: `/${city}`, agent }, async (response) => {
      const chunks = await response.toArray();
      resolve(JSON.parse(Buffer.concat(chunks)));
    });
    request.on('error', reject);
  });
}

const app = express();
app.get('/healthz', (_request, response) => response.send('ok'));
app.get('/weather/:city', async (request, response) => response.json(await fetchWeather(request.params.city)));

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
