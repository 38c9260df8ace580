import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { createClient } from 'redis';
import { eventually } from '../../harness/test/support/eventually.js';
import { startWorker, type TwinProcess } from '../../labs/write-contention/twin-process.js';
import { dropConnections } from './drop-connections.js';
import { findFreePort, startServers, type TestServers } from './services.js';
import { longestSetUpMs, type RunningTwin, startTwin } from './twin.js';

const accepted = { status: 202, body: { status: 'queued' }, retryAfter: undefined };

const postMany = (twin: RunningTwin, hits: number) =>
  Promise.all(Array.from({ length: hits }, () => twin.post('/api/hit')));

async function readStored(twin: RunningTwin): Promise<number> {
  const { body } = await twin.get('/api/hits');
  return typeof body === 'object' && body !== null && 'stored' in body ? Number(body.stored) : Number.NaN;
}

async function waitForStored(twin: RunningTwin, expected: number): Promise<number> {
  for (let left = 750; left > 0 && (await readStored(twin)) < expected; left -= 1) await delay(20);
  return readStored(twin);
}

describe('counting hits', () => {
  let env: { readonly DATABASE_URL: string; readonly REDIS_URL: string };
  let redis: ReturnType<typeof createClient>;
  let servers: TestServers;
  let direct: RunningTwin;
  let buffered: RunningTwin;

  before(async function () {
    this.timeout(longestSetUpMs);
    servers = await startServers(this);
    env = { DATABASE_URL: servers.postgres.url, REDIS_URL: servers.redis.url };
    redis = createClient({ url: env.REDIS_URL });
    redis.on('error', () => undefined);
    await redis.connect();
    [direct, buffered] = await Promise.all([startTwin('with-leak', env), startTwin('without-leak', env)]);
  });

  after(async () => {
    redis.destroy();
    await Promise.all([direct.stop(), buffered.stop()]);
  });

  it('with-leak: one after the other, each is counted', async () => {
    const before = await readStored(direct);
    expect(await direct.post('/api/hit')).to.deep.include({ status: 200, body: { count: before + 1 } });
    expect(await readStored(direct)).to.equal(before + 1);
  });

  it('with-leak: at the same time, hits that were answered with 200 are not counted', async () => {
    const before = await readStored(direct);
    const answers = await postMany(direct, 40);
    const counted = answers.filter(({ status }) => status === 200).length;
    expect((await readStored(direct)) - before).to.be.below(counted);
  });

  it('with-leak: no connection stays behind', async () => {
    // The pool's, for reading the counter; the server takes notice of the others' end later than their client.
    expect(await eventually(async () => (await servers.postgres.countClients()) <= 2)).to.equal(true);
  });

  it('without-leak: accepts at once, and the worker stores each exactly once', async () => {
    const before = await readStored(buffered);
    for (const answer of await postMany(buffered, 200)) expect(answer).to.deep.equal(accepted);
    expect(await readStored(buffered)).to.equal(before);
    await withWorkers(2, async () => expect(await waitForStored(buffered, before + 200)).to.equal(before + 200));
  });

  it('without-leak: two workers at once do each other no harm', async () => {
    const before = await readStored(buffered);
    await withWorkers(2, async () => {
      for (let round = 0; round < 5; round += 1) await postMany(buffered, 40);
      await waitForStored(buffered, before + 200);
      await delay(300);
      expect(await readStored(buffered)).to.equal(before + 200);
    });
  });

  it('without-leak: a worker without a Redis does not start', async () => {
    const failure = await startWorker({ ...env, REDIS_URL: '' }).catch((error: unknown) => error);
    expect(failure).to.be.an('error').with.property('message').that.includes('ended with code 1');
  });

  it('without-leak: a full Redis refuses hits, and can still be drained', async () => {
    const before = await readStored(buffered);
    await postMany(buffered, 10);
    await redis.configSet('maxmemory', '1');
    try {
      const { status, body, retryAfter } = await buffered.post('/api/hit');
      expect([status, retryAfter]).to.deep.equal([503, '1']);
      expect(body).to.have.property('error').that.includes("command not allowed when used memory > 'maxmemory'");
      await withWorkers(1, async () => expect(await waitForStored(buffered, before + 10)).to.equal(before + 10));
    } finally {
      await redis.configSet('maxmemory', '0');
    }
    expect(await buffered.post('/api/hit')).to.deep.equal(accepted);
  });

  it('without-leak: takes no more hits than may wait', async () => {
    await withWorkers(1, waitUntilEmpty);
    const bounded = await startTwin('without-leak', { ...env, MAX_PENDING_HITS: '5' });
    try {
      const statuses = (await postMany(bounded, 12)).map(({ status }) => status);
      expect(statuses.filter((status) => status === 202)).to.have.lengthOf(5);
      expect(await bounded.post('/api/hit')).to.deep.equal({
        status: 503,
        body: { error: '5 hits wait to be stored, as many as MAX_PENDING_HITS allows' },
        retryAfter: '1',
      });
    } finally {
      await bounded.stop();
    }
  });

  it('without-leak: refuses while Redis is down', async () => {
    const url = `redis://127.0.0.1:${await findFreePort()}`;
    const cutOff = await startTwin('without-leak', { ...env, REDIS_URL: url });
    try {
      expect(await cutOff.post('/api/hit')).to.deep.include({ status: 503, retryAfter: '1' });
    } finally {
      await cutOff.stop();
    }
  });

  it('without-leak: takes hits again after a lost connection', async () => {
    await dropConnections(servers.redis, [buffered]);
    expect(await buffered.post('/api/hit')).to.deep.equal(accepted);
  });

  it('without-leak: refuses when Redis hangs, and takes hits again when it does not', async () => {
    await redis.sendCommand(['CLIENT', 'PAUSE', '4000', 'ALL']);
    const startMs = performance.now();
    const { status, retryAfter } = await buffered.post('/api/hit');
    expect([status, retryAfter]).to.deep.equal([503, '1']);
    expect(performance.now() - startMs).to.be.below(3_900);
    await redis.ping();
    expect(await buffered.post('/api/hit')).to.deep.equal(accepted);
  });

  async function waitUntilEmpty(): Promise<void> {
    while ((await redis.exists(['{hits}:pending', '{hits}:taken'])) > 0) await delay(20);
  }

  async function withWorkers(count: number, act: () => Promise<unknown>): Promise<void> {
    const workers: TwinProcess[] = await Promise.all(Array.from({ length: count }, () => startWorker(env)));
    try {
      await act();
    } finally {
      await Promise.all(workers.map((worker) => worker.stop()));
    }
  }
});
