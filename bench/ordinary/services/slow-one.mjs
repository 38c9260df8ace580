/** One endpoint that waits a second for something else. */
import { setTimeout as wait } from 'node:timers/promises';
import express from 'express';

const app = express();
app.get('/healthz', (_request, response) => response.send('ok'));
app.get('/report', async (_request, response) => {
  await wait(1000);
  response.json({ rows: [{ month: '2026-10', orders: 1204 }] });
});

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
