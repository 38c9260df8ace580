import { defineConfig } from 'leakline';
import { findPython } from './scripts/python/find-python.js';

const python = findPython();

/** The suite of the twins in Python: `npm run demo:python`. */
export default defineConfig({
  services: { postgres: { maxConnections: 100 }, redis: {} },
  targets: [
    {
      name: 'with-leak',
      command: `${python} apps/python/with_leak/server.py`,
      ready: '/healthz',
      expect: 'leaking',
    },
    {
      name: 'without-leak',
      command: `${python} apps/python/without_leak/server.py`,
      ready: '/healthz',
      expect: 'clean',
    },
  ],
  endpoints: ['GET /api/database', 'GET /api/redis'],
});
