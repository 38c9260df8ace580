import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { app } from './app.js';
import { config } from './config.js';
import { reasonOf } from './errors.js';
import { seedDatabase } from './seed.js';
import { stopOnSignal } from './shutdown.js';

/** Listening comes last: whoever gets an answer, also from /healthz, finds the table in place. */
async function start(): Promise<void> {
  await seedDatabase();
  const server = createServer(app);
  server.listen(config.port, config.host);
  await once(server, 'listening');
  stopOnSignal(server);
  const { address, port } = server.address() as AddressInfo;
  console.log(`Listening on http://${address}:${port}`);
}

start().catch((error: unknown) => {
  console.error(`Cannot start: ${reasonOf(error)}`);
  process.exit(1);
});
