import { expect } from 'chai';
import { readStored, waitForStored } from '../../labs/write-contention/stored-hits.js';
import { needPython, type PythonProcess, startPython } from './python-service.js';
import { findFreePort, startServers } from './services.js';
import { longestSetUpMs } from './twin.js';

const postMany = (service: PythonProcess, hits: number) =>
  Promise.all(Array.from({ length: hits }, () => service.post('/api/hit')));

describe('counting hits in Python', () => {
  let env: { readonly DATABASE_URL: string; readonly REDIS_URL: string };
  let direct: PythonProcess;
  let buffered: PythonProcess;

  before(async function () {
    this.timeout(longestSetUpMs);
    needPython(this);
    const { postgres, redis } = await startServers(this);
    env = { DATABASE_URL: postgres.url, REDIS_URL: redis.url };
    [direct, buffered] = await Promise.all([
      startPython('contention/direct.py', env),
      startPython('contention/buffered.py', env),
    ]);
  });

  after(() => Promise.all([direct?.stop(), buffered?.stop()]));

  it('direct: one after the other, each is counted', async () => {
    const before = await readStored(env.DATABASE_URL);
    expect(await direct.post('/api/hit')).to.deep.include({ status: 200, body: { count: before + 1 } });
    expect((await direct.get('/api/hits')).body).to.deep.equal({ stored: before + 1 });
  });

  it('direct: at the same time, hits that were answered with 200 are not counted', async () => {
    const before = await readStored(env.DATABASE_URL);
    const answers = await postMany(direct, 60);
    const counted = answers.filter(({ status }) => status === 200).length;
    expect((await readStored(env.DATABASE_URL)) - before).to.be.below(counted);
  });

  it('buffered: accepts at once, and /process stores each exactly once, however often it is called', async () => {
    const before = await readStored(env.DATABASE_URL);
    for (const answer of await postMany(buffered, 100)) {
      expect(answer).to.deep.equal({ status: 202, body: { status: 'queued' }, retryAfter: null });
    }
    expect(await readStored(env.DATABASE_URL)).to.equal(before);
    const answers = await Promise.all([1, 2, 3, 4].map(() => buffered.get('/process')));
    const processed = answers.map(({ body }) => (body as { readonly processed: number }).processed);
    expect(processed.toSorted((a, b) => a - b)).to.deep.equal([0, 0, 0, 100]);
    expect(await readStored(env.DATABASE_URL)).to.equal(before + 100);
    expect((await buffered.get('/process')).body).to.deep.equal({ processed: 0 });
  });

  it('buffered: two workers and /process at once do each other no harm', async () => {
    const before = await readStored(env.DATABASE_URL);
    const workers = await Promise.all([1, 2].map(() => startPython('contention/worker.py', env)));
    try {
      for (let round = 0; round < 5; round += 1) {
        await Promise.all([postMany(buffered, 40), buffered.get('/process')]);
      }
      expect(await waitForStored(env.DATABASE_URL, before + 200)).to.equal(before + 200);
      await postMany(buffered, 1);
      expect(await waitForStored(env.DATABASE_URL, before + 201)).to.equal(before + 201);
    } finally {
      await Promise.all(workers.map((worker) => worker.stop()));
      expect(workers.map((worker) => worker.exitCode())).to.deep.equal([0, 0]);
    }
  });

  it('buffered: refuses while Redis is down', async () => {
    const cutOff = await startPython('contention/buffered.py', {
      ...env,
      REDIS_URL: `redis://127.0.0.1:${await findFreePort()}`,
    });
    try {
      expect(await cutOff.post('/api/hit')).to.deep.include({ status: 503, retryAfter: '1' });
    } finally {
      await cutOff.stop();
    }
  });
});
