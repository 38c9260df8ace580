import { startPostgres } from '../../harness/src/services/postgres/start-postgres.js';
import { startRedis } from '../../harness/src/services/redis/start-redis.js';

const [postgresImage = '', redisImage = ''] = process.argv.slice(2);
const hooks = { signal: new AbortController().signal, onProviderTried: () => undefined, onWarning: () => undefined };
await Promise.all([
  startPostgres({ url: null, maxConnections: 20, provider: 'docker', image: postgresImage }, hooks),
  startRedis({ url: null, maxClients: null, provider: 'docker', image: redisImage }, hooks),
]);
process.stdout.write('ready\n');
setInterval(() => undefined, 60_000);
