import http from 'node:http';
import { createHistogram } from 'node:perf_hooks';

const slowestMs = 60_000;
const timings = new Map();

function histogramFor(path) {
  let histogram = timings.get(path);
  if (!histogram) {
    histogram = createHistogram({ lowest: 1, highest: slowestMs, figures: 3 });
    timings.set(path, histogram);
  }
  return histogram;
}

const server = http.createServer((request, response) => {
  if (request.url === '/healthz') return response.end('ok');
  const startedAt = performance.now();
  response.on('finish', () => {
    const tookMs = Math.ceil(performance.now() - startedAt);
    histogramFor(request.url).record(tookMs);
  });
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ path: request.url, known: timings.size }));
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
