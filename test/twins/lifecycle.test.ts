import { expect } from 'chai';
import { eventually } from '../../harness/test/support/eventually.js';
import { dropConnections } from './drop-connections.js';
import { findFreePort, maxConnections, startServers, type TestServer } from './services.js';
import { failToStart, longestSetUpMs, type RunningTwin, startTwin, type TwinName, twinNames } from './twin.js';

/** The grace time of a shutdown (1 s) and the end of a process on a busy machine; idle connections would hold it for 5 s. */
const longestStopMs = 4_500;

const forBoth = <T>(act: (name: TwinName) => Promise<T>): Promise<T[]> => Promise.all(twinNames.map(act));

describe('starting the twins', () => {
  it('fails with the name of the variable that is missing', () =>
    forBoth(async (name) => {
      const { code, stderr } = await failToStart(name, {});
      expect(code).to.equal(1);
      expect(stderr).to.match(/^DATABASE_URL is not set\. Set it to .*\n$/);
    }));

  it('fails with the value of a PORT that is none', () =>
    forBoth(async (name) => {
      const { code, stderr } = await failToStart(name, { DATABASE_URL: 'postgres://127.0.0.1/shop', PORT: '80a' });
      expect(code).to.equal(1);
      expect(stderr).to.equal('PORT is "80a". Set it to a whole number from 0 to 65535.\n');
    }));

  it('fails with the setting to check when PostgreSQL refuses, and keeps its password', async () => {
    const url = `postgres://user:secret@127.0.0.1:${await findFreePort()}/shop`;
    await forBoth(async (name) => {
      const { code, stderr } = await failToStart(name, { DATABASE_URL: url });
      expect(code).to.equal(1);
      expect(stderr).to.match(
        /^Cannot start: the database cannot be prepared \(.*ECONNREFUSED.*\)\. Check DATABASE_URL/,
      );
      expect(stderr).not.to.include('secret');
    });
  });
});

describe('running and stopping the twins', () => {
  let postgres: TestServer;
  let redis: TestServer;

  before(async function () {
    this.timeout(longestSetUpMs);
    ({ postgres, redis } = await startServers(this));
  });

  const startBoth = (): Promise<RunningTwin[]> =>
    forBoth((name) => startTwin(name, { DATABASE_URL: postgres.url, REDIS_URL: redis.url }));

  it('a lost server ends no process: idle, kept and checked-out clients alike', async () => {
    const routes = ['/api/database', '/api/redis', '/api/checkout'];
    const twins = await startBoth();
    for (const twin of twins) for (const route of routes) await twin.get(route);
    await Promise.all([dropConnections(postgres, twins), dropConnections(redis, twins)]);
    for (const twin of twins) {
      for (const route of routes) expect(await twin.get(route), route).to.have.property('status', 200);
      await twin.stop();
    }
  });

  it('answers 503 when PostgreSQL has no connection left', async () => {
    const twin = await startTwin('with-leak', { DATABASE_URL: postgres.url });
    const answers = await Promise.all(Array.from({ length: maxConnections }, () => twin.get('/api/database')));
    const refused = answers.filter(({ status }) => status === 503);
    expect(refused.length).to.be.within(1, maxConnections - 1);
    expect(refused[0]?.body)
      .to.have.property('error')
      .that.matches(/too many clients|reserved for roles/);
    await twin.stop();
  });

  it('the Redis route alone needs REDIS_URL, and says so', () =>
    forBoth(async (name) => {
      const twin = await startTwin(name, { DATABASE_URL: postgres.url });
      const { status, body } = await twin.get('/api/redis');
      expect(status).to.equal(500);
      expect(body)
        .to.have.property('error')
        .that.matches(/^REDIS_URL is not set\./);
      await twin.stop();
    }));

  it('a Redis that refuses is a 500, and the next request tries again', async () => {
    const port = await findFreePort();
    await forBoth(async (name) => {
      const twin = await startTwin(name, { DATABASE_URL: postgres.url, REDIS_URL: `redis://127.0.0.1:${port}` });
      for (const _attempt of [1, 2]) {
        const { status, body } = await twin.get('/api/redis');
        expect(status).to.equal(500);
        expect(body).to.have.property('error').that.includes('ECONNREFUSED');
      }
      await twin.stop();
    });
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`${signal} ends them with code 0 within the grace time, and no connection stays behind`, async () => {
      const twins = await startBoth();
      for (const route of ['database', 'redis', 'checkout', 'listeners', 'files', 'timers']) {
        await Promise.all(twins.map((twin) => twin.get(`/api/${route}`)));
      }
      for (const { exitCode, tookMs } of await Promise.all(twins.map((twin) => twin.stop(signal)))) {
        expect(exitCode).to.equal(0);
        expect(tookMs).to.be.below(longestStopMs);
      }
      // The servers take notice after the processes are gone.
      for (const server of [postgres, redis]) {
        expect(await eventually(async () => (await server.countClients()) === 0)).to.equal(true);
      }
    });
  }
});
