import { Pool } from 'pg';
import { config } from './config.js';
import { reportLostConnection } from './errors.js';
import { onShutdown } from './shutdown.js';

function createPool(): Pool {
  const created = new Pool({
    connectionString: config.databaseUrl,
    max: 10,
    // Without it a request that finds every client in use waits for ever.
    connectionTimeoutMillis: 2_000,
  });
  created.on('error', reportLostConnection);
  // The pool listens to its idle clients only; one that is checked out would end the process.
  created.on('connect', (client) => client.on('error', reportLostConnection));
  onShutdown(() => created.end());
  return created;
}

/** Opens no connection until the first request asks for one. */
export const pool = createPool();
