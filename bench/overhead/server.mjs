/** A plain Express route, with as many open descriptors and Redis clients beside it as asked for. */
import { openSync } from 'node:fs';
import express from 'express';
import { createClient } from 'redis';

for (let opened = 0; opened < Number(process.env.DESCRIPTORS ?? 0); opened++) openSync('/dev/null');
const clients = Array.from({ length: Number(process.env.REDIS_CLIENTS ?? 0) }, () => {
  const client = createClient({ url: process.env.REDIS_URL, socket: { reconnectStrategy: false } });
  client.on('error', () => undefined);
  return client;
});
for (const client of clients) await client.connect();

const app = express().disable('x-powered-by').disable('etag');
app.get('/item', (_request, response) => response.json({ id: 7, name: 'seven' }));
app.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
