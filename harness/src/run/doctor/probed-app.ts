/**
 * The service in which `leakline doctor` looks whether the agent sees what is there: everything in it is known, and of a
 * known number.
 */
import { createServer } from 'node:http';
import pg from 'pg';
import { probedThings } from './probed-things.js';

const { timeouts, timeoutMs, intervals, intervalMs, dropped, keptBytes, keptMaps, passingBytes } = probedThings;
const nothing = (): void => undefined;

for (let made = 0; made < timeouts; made++) setTimeout(nothing, timeoutMs);
for (let made = 0; made < intervals; made++) setInterval(nothing, intervalMs);

// It never connects.
const pool = new pg.Pool();

/** A text of one byte a character is as long in the heap, in every V8. */
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
