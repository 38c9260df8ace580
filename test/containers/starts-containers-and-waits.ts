import { startPostgres } from '../../harness/src/services/postgres/service.js';
import { startRedis } from '../../harness/src/services/redis/service.js';

const [postgresImage = '', redisImage = ''] = process.argv.slice(2);
const hooks = { signal: new AbortController().signal, onProviderTried: () => undefined, onWarning: () => undefined };
await Promise.all([
  startPostgres({ url: null, maxConnections: 20, provider: 'docker', image: postgresImage }, hooks),
  startRedis({ url: null, maxConnections: null, provider: 'docker', image: redisImage }, hooks),
]);
process.stdout.write('ready\n');
setInterval(() => undefined, 60_000);
