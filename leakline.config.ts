import { defineConfig } from 'leakline';

/** The twins' suite: `npm run demo`. */
export default defineConfig({
  services: { postgres: { maxConnections: 100 }, redis: {} },
  targets: [
    { name: 'with-leak', command: 'node apps/with-leak/dist/server.js', ready: '/healthz', expect: 'leaking' },
    { name: 'without-leak', command: 'node apps/without-leak/dist/server.js', ready: '/healthz', expect: 'clean' },
  ],
  endpoints: ['GET /api/database', 'GET /api/redis'],
});
