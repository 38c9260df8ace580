import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { eventually } from '../../harness/test/support/eventually.js';
import { failToStartPython, needPython, type PythonProcess, startPython } from './python-service.js';
import { findFreePort, startServers, type TestServer } from './services.js';
import { longestSetUpMs } from './twin.js';

const names = ['with_leak', 'without_leak'] as const;
const scriptOf = (name: (typeof names)[number]): string => `${name}/server.py`;
const poolSize = 10;

const readSource = (name: string, file: string): Promise<string> =>
  readFile(fileURLToPath(new URL(`../../apps/python/${name}/${file}`, import.meta.url)), 'utf8');

const listSources = async (name: string): Promise<readonly string[]> =>
  (await readdir(fileURLToPath(new URL(`../../apps/python/${name}`, import.meta.url))))
    .filter((file) => file.endsWith('.py'))
    .sort();

describe('the source trees of the twins in Python', () => {
  it('differ in the modules that leak, and explain each mistake there', async () => {
    const files = await listSources('with_leak');
    expect(await listSources('without_leak')).to.deep.equal(files);
    const differing: string[] = [];
    for (const file of files) {
      const [leaky, clean] = await Promise.all([readSource('with_leak', file), readSource('without_leak', file)]);
      if (leaky !== clean) differing.push(file);
      expect(leaky.match(/LEAK:/g) ?? [], file).to.have.lengthOf(leaky === clean ? 0 : 1);
      expect(clean, file).not.to.include('LEAK:');
    }
    expect(differing).to.deep.equal(['database.py', 'visits.py']);
  });

  it('know nothing of who watches them', async () => {
    for (const name of [...names, 'contention']) {
      for (const file of await listSources(name)) {
        expect(await readSource(name, file), file).not.to.match(/leakline|harness|gc\.collect/i);
      }
    }
  });
});

describe('starting the twins in Python', () => {
  before(function () {
    needPython(this);
  });

  for (const name of names) {
    it(`${name}: fails with the setting that is missing or wrong`, async () => {
      const missing = await failToStartPython(scriptOf(name), {});
      expect(missing.code).to.equal(1);
      expect(missing.stderr).to.match(/^DATABASE_URL is not set\. Set it to .*\n$/);
      const wrong = await failToStartPython(scriptOf(name), { DATABASE_URL: 'postgres://127.0.0.1/shop', PORT: '80a' });
      expect(wrong).to.deep.equal({
        code: 1,
        stderr: 'PORT is "80a". Set it to a whole number from 0 to 65535.\n',
      });
    });

    it(`${name}: fails when PostgreSQL refuses, and keeps its password`, async () => {
      const url = `postgres://user:secret@127.0.0.1:${await findFreePort()}/shop`;
      const { code, stderr } = await failToStartPython(scriptOf(name), { DATABASE_URL: url });
      expect(code).to.equal(1);
      expect(stderr).to.match(
        /^Cannot start: the database cannot be prepared \(.*refused.*\)\. Check DATABASE_URL.*\n$/,
      );
      expect(stderr).not.to.include('secret');
    });
  }
});

describe('the twins in Python', () => {
  let postgres: TestServer;
  let redis: TestServer;
  let leaky: PythonProcess;
  let clean: PythonProcess;

  before(async function () {
    this.timeout(longestSetUpMs);
    needPython(this);
    ({ postgres, redis } = await startServers(this));
    const env = { DATABASE_URL: postgres.url, REDIS_URL: redis.url };
    // At the same time: seeding must not race.
    [leaky, clean] = await Promise.all([
      startPython(scriptOf('with_leak'), env),
      startPython(scriptOf('without_leak'), env),
    ]);
  });

  after(() => Promise.all([leaky?.stop(), clean?.stop()]));

  const drive = async (twin: PythonProcess, urlPath: string, requests: number): Promise<void> => {
    const answers = await Promise.all(Array.from({ length: requests }, () => twin.get(urlPath)));
    expect(answers.map(({ status }) => status)).to.deep.equal(answers.map(() => 200));
  };

  it('answer the same routes with the same answers', async () => {
    for (const twin of [leaky, clean]) {
      expect(await twin.get('/healthz')).to.deep.include({ status: 200, body: { status: 'ok' } });
      const { body } = await twin.get('/api/database');
      expect(body).to.have.property('products').with.lengthOf(4);
      expect(body)
        .to.have.nested.property('products[3]')
        .that.deep.equals({ sku: 'tea', name: 'Tea', price_cents: 450, stock: 120 });
      expect((await twin.get('/api/redis')).body)
        .to.have.property('lastVisit')
        .that.matches(/^\d{4}-\d\d-\d\dT/);
      expect(await twin.get('/nowhere')).to.have.property('status', 404);
    }
  });

  it('with_leak: one PostgreSQL connection per request', async () => {
    const before = await postgres.countClients();
    await drive(leaky, '/api/database', 15);
    expect((await postgres.countClients()) - before).to.equal(15);
  });

  it('with_leak: one Redis connection per request', async () => {
    const before = await redis.countClients();
    await drive(leaky, '/api/redis', 25);
    expect((await redis.countClients()) - before).to.equal(25);
  });

  it('without_leak: as many PostgreSQL connections as its pool holds, however many ask at once', async () => {
    await drive(clean, '/api/database', poolSize * 2);
    const after = await postgres.countClients();
    await drive(clean, '/api/database', poolSize * 4);
    expect(await postgres.countClients()).to.equal(after);
  });

  it('without_leak: at most as many Redis connections as its pool holds', async () => {
    const before = await redis.countClients();
    for (let round = 0; round < 5; round += 1) await drive(clean, '/api/redis', poolSize * 2);
    expect((await redis.countClients()) - before).to.be.at.most(poolSize);
  });

  it('a lost server ends neither of them, and the next requests are answered', async () => {
    await Promise.all([postgres.dropClients(), redis.dropClients()]);
    for (const twin of [leaky, clean]) {
      for (const route of ['/api/database', '/api/redis']) await drive(twin, route, 5);
    }
  });

  it('with_leak: when the connections of PostgreSQL run out, it answers 503', async () => {
    const statuses = new Set<number>();
    while (!statuses.has(503)) {
      const { status } = await leaky.get('/api/database');
      expect(status).to.be.oneOf([200, 503]);
      statuses.add(status);
    }
  });

  it('SIGTERM ends them with code 0, and no connection stays behind', async () => {
    await Promise.all([leaky.stop(), clean.stop()]);
    expect([leaky.exitCode(), clean.exitCode()]).to.deep.equal([0, 0]);
    for (const server of [postgres, redis]) {
      expect(await eventually(async () => (await server.countClients()) === 0)).to.equal(true);
    }
  });

  it('the Redis route alone needs REDIS_URL, and says so', async () => {
    for (const name of names) {
      const twin = await startPython(scriptOf(name), { DATABASE_URL: postgres.url });
      try {
        const { status, body } = await twin.get('/api/redis');
        expect(status).to.equal(500);
        expect(body)
          .to.have.property('error')
          .that.matches(/^REDIS_URL is not set\./);
      } finally {
        await twin.stop('SIGINT');
      }
    }
  });
});
