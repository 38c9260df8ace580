/**
 * The service in which `leakline doctor` checks whether the agent sees what is there. It holds known things in known
 * numbers.
 */
import { createServer } from 'node:http';
import pg from 'pg';
import { probedThings } from './probed-things.js';

const { timeouts, timeoutMs, intervals, intervalMs, dropped, keptBytes, keptMaps, passingBytes } = probedThings;
const nothing = (): void => undefined;

for (let made = 0; made < timeouts; made++) setTimeout(nothing, timeoutMs);
for (let made = 0; made < intervals; made++) setInterval(nothing, intervalMs);

// The pool never connects.
const pool = new pg.Pool();

/** In every V8 a text of one byte per character takes as many bytes of the heap as it has characters. */
const text = Buffer.alloc(8_192, 'a');

function makePassingTexts(): string {
  let length = 0;
  while (length < passingBytes) length += text.toString('latin1').length;
  return String(length);
}

const kept: Buffer[] = [];
const maps: Map<string, string>[] = [];
let droppedThings: readonly WeakRef<object>[] = [];

const routes: Readonly<Record<string, () => string>> = {
  '/drop': () => {
    droppedThings = Array.from({ length: dropped }, () => new WeakRef({ numbers: new Array(1_000).fill(0) }));
    return 'dropped';
  },
  '/left': () => String(droppedThings.filter((thing) => thing.deref() !== undefined).length),
  '/keep': () => {
    for (let made = 0; made < keptMaps; made++) maps.push(new Map());
    return String(kept.push(Buffer.alloc(keptBytes)));
  },
  '/pass': makePassingTexts,
  '/': () => `${pool.totalCount} connections`,
};

const server = createServer((request, response) => {
  const route = routes[request.url ?? ''];
  response.writeHead(route === undefined ? 404 : 200).end(route?.() ?? '');
});
server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
