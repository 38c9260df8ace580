/**
 * The service that `leakline doctor` measures. With the argument `leaky` it keeps what each request made, with `clean`
 * it does not. Nothing else differs.
 */
import { closeSync, openSync } from 'node:fs';
import { createServer } from 'node:http';
import { devNull } from 'node:os';

const isLeaky = process.argv[2] === 'leaky';
const kept: unknown[] = [];

/** So many numbers take about a kilobyte of heap. */
const numbersPerRequest = 128;

const routes: Readonly<Record<string, () => void>> = {
  '/memory': () => {
    const made = new Array(numbersPerRequest).fill(0);
    if (isLeaky) kept.push(made);
  },
  '/files': () => {
    const descriptor = openSync(devNull, 'r');
    if (!isLeaky) closeSync(descriptor);
  },
};

const server = createServer((request, response) => {
  const route = routes[request.url ?? ''];
  route?.();
  response.writeHead(route === undefined ? 404 : 200).end('ok');
});
server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.closeAllConnections();
});
