import { expect } from 'chai';
import { startCrashablePostgres } from '../../labs/write-contention/kills/crashable-postgres.js';
import type { KillRig } from '../../labs/write-contention/kills/kill-rig.js';
import { planKills } from '../../labs/write-contention/kills/plan-kills.js';
import { createRedisObserver } from '../../labs/write-contention/kills/redis-observer.js';
import { runKill } from '../../labs/write-contention/kills/run-kill.js';
import { baseUrlOf } from '../../labs/write-contention/twin-process.js';
import { needPython, startPython } from './python-service.js';
import { startServers } from './services.js';
import { longestSetUpMs } from './twin.js';

/** Worker, app and PostgreSQL, each at each of the five moments. */
const kills = planKills(15, 20_261_201);

/** The buffered service in Python and its worker, in the place of those on Node.js. */
async function startPythonKillRig(redisUrl: string): Promise<KillRig> {
  const postgres = await startCrashablePostgres();
  const redis = createRedisObserver(redisUrl);
  await redis.connect();
  const env = { DATABASE_URL: postgres.url, REDIS_URL: redisUrl };
  let service = await startPython('contention/buffered.py', env);
  let worker = await startPython('contention/worker.py', env);
  const { port } = baseUrlOf(service);
  return {
    servers: { databaseUrl: postgres.url, redis },
    service: () => service,
    kill: async (victim) => {
      if (victim === 'postgres') await postgres.kill();
      else await { worker, app: service }[victim].stop('SIGKILL');
    },
    restart: async (victim) => {
      if (victim === 'worker') worker = await startPython('contention/worker.py', env);
      else if (victim === 'app') service = await startPython('contention/buffered.py', { ...env, PORT: port });
      else await postgres.restart();
    },
    stop: async () => {
      await Promise.all([worker.stop(), service.stop()]);
      redis.destroy();
      await postgres.stop();
    },
  };
}

describe('hits in Python while something is killed', () => {
  let rig: KillRig;

  before(async function () {
    this.timeout(longestSetUpMs);
    needPython(this);
    const { redis } = await startServers(this);
    rig = await startPythonKillRig(redis.url);
  });

  after(() => rig?.stop());

  for (const kill of kills) {
    it(`${kill.victim}, ${kill.moment}: none lost, none doubled`, async () => {
      const { outcome, stored, counted, lost, doubled } = await runKill(rig, kill);
      expect(outcome.accepted).to.be.above(0);
      expect({ stored, lost, doubled }).to.deep.equal({ stored: counted, lost: 0, doubled: 0 });
    });
  }
});
