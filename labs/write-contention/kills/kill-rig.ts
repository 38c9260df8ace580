import { baseUrlOf, startService, startWorker, type TwinEnvironment, type TwinProcess } from '../twin-process.js';
import { startCrashablePostgres } from './crashable-postgres.js';
import type { Servers } from './moments.js';
import { createRedisObserver, waitingKeys } from './redis-observer.js';

export const victims = ['worker', 'app', 'postgres'] as const;
export type Victim = (typeof victims)[number];

/** The buffered twin, its worker and a PostgreSQL of its own: each of them can be killed and comes back. */
export interface KillRig {
  readonly servers: Servers;
  readonly service: () => TwinProcess;
  kill(victim: Victim): Promise<void>;
  restart(victim: Victim): Promise<void>;
  stop(): Promise<void>;
}

/** On a Redis that is ours alone: hits that wait in it are dropped. */
export async function startKillRig(redisUrl: string): Promise<KillRig> {
  const postgres = await startCrashablePostgres();
  const redis = createRedisObserver(redisUrl);
  await redis.connect();
  await redis.del(waitingKeys);
  const env: TwinEnvironment = { DATABASE_URL: postgres.url, REDIS_URL: redisUrl };
  let service = await startService('without-leak', env);
  let worker = await startWorker(env);
  // The same port for each service after the first, so that clients find it again.
  const { port } = baseUrlOf(service);
  return {
    servers: { databaseUrl: postgres.url, redis },
    service: () => service,
    kill: (victim) => ({ worker, app: service, postgres: { stop: postgres.kill } })[victim].stop('SIGKILL'),
    restart: async (victim) => {
      if (victim === 'worker') worker = await startWorker(env);
      else if (victim === 'app') service = await startService('without-leak', { ...env, PORT: port });
      else await postgres.restart();
    },
    stop: async () => {
      await Promise.all([worker.stop(), service.stop()]);
      redis.destroy();
      await postgres.stop();
    },
  };
}
