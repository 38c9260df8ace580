/** A fast Express route that keeps one small object, or one descriptor, in every so many requests. */
import { openSync } from 'node:fs';
import express from 'express';

const objectEvery = Number(process.env.OBJECT_EVERY ?? 0);
const descriptorEvery = Number(process.env.DESCRIPTOR_EVERY ?? 0);

// A linked list grows by exactly one object at a time: no table that doubles, no array that is copied.
let newest = null;
let served = 0;

const app = express().disable('x-powered-by').disable('etag');
app.get('/healthz', (_request, response) => response.send('ok'));
app.get('/item', (_request, response) => {
  served += 1;
  if (objectEvery > 0 && served % objectEvery === 0) newest = { previous: newest, a: served, b: served };
  if (descriptorEvery > 0 && served % descriptorEvery === 0) openSync('/dev/null');
  response.json({ id: 7, name: 'seven' });
});
app.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
