import { expect } from 'chai';
import { startServers, type TestServer } from './services.js';
import { type Holdings, longestSetUpMs, type RunningTwin, startTwin } from './twin.js';

const poolMax = 10;

/** More requests than the clean twin's cache holds; whatever is built lazily has been built by then. */
const heapWarmUpRequests = 600;

async function growthPerRequest(
  twin: RunningTwin,
  urlPath: string,
  metric: keyof Holdings,
  requests = { warmUp: heapWarmUpRequests, measured: 400 },
): Promise<number> {
  await twin.drive(urlPath, requests.warmUp);
  const before = await twin.readHoldings();
  await twin.drive(urlPath, requests.measured);
  const after = await twin.readHoldings();
  return (after[metric] - before[metric]) / requests.measured;
}

/** The heap moves by some 200 KB between two readings, whatever is kept: so many entries of a few hundred bytes stand out. */
const manyEntries = { warmUp: heapWarmUpRequests, measured: 4_000 };

/** For what is counted exactly, or lies outside the heap and its noise. */
const fewRequests = { warmUp: 20, measured: 80 };

describe('what the twins keep', () => {
  let postgres: TestServer;
  let redis: TestServer;
  let leaky: RunningTwin;
  let clean: RunningTwin;

  before(async function () {
    this.timeout(longestSetUpMs);
    ({ postgres, redis } = await startServers(this));
    const env = { DATABASE_URL: postgres.url, REDIS_URL: redis.url };
    [leaky, clean] = await Promise.all([startTwin('with-leak', env), startTwin('without-leak', env)]);
  });

  after(async () => {
    await Promise.all([leaky.stop(), clean.stop()]);
  });

  it('without-leak: never more PostgreSQL connections than its pool holds', async () => {
    await Promise.all(Array.from({ length: 40 }, () => clean.get('/api/database')));
    for (const basket of ['', '?sku=tea', '?sku=sold-out']) await clean.get(`/api/checkout${basket}`);
    expect(await postgres.countClients()).to.be.within(1, poolMax);
  });

  it('with-leak: one PostgreSQL connection per request', async () => {
    const before = await postgres.countClients();
    await leaky.drive('/api/database', 25);
    expect((await postgres.countClients()) - before).to.equal(25);
  });

  it('without-leak: one Redis connection, also when the first requests come together', async () => {
    const before = await redis.countClients();
    await Promise.all(Array.from({ length: 40 }, () => clean.get('/api/redis')));
    expect((await redis.countClients()) - before).to.equal(1);
  });

  it('with-leak: one Redis connection per request', async () => {
    const before = await redis.countClients();
    await leaky.drive('/api/redis', 25);
    expect((await redis.countClients()) - before).to.equal(25);
  });

  it('one open file per request against none', async () => {
    for (const twin of [leaky, clean]) await twin.drive('/api/files', 50);
    expect(await leaky.countOpenTerms()).to.equal(50);
    expect(await clean.countOpenTerms()).to.equal(0);
  });

  it('one running interval per request against none', async () => {
    expect(await growthPerRequest(leaky, '/api/timers', 'timers', fewRequests)).to.equal(1);
    expect(await growthPerRequest(clean, '/api/timers', 'timers', fewRequests)).to.be.at.most(0);
  });

  it('1 KiB outside the heap per request against none', async () => {
    expect(await growthPerRequest(leaky, '/api/buffers', 'arrayBuffersBytes', fewRequests)).to.be.closeTo(1_024, 32);
    expect(await growthPerRequest(clean, '/api/buffers', 'arrayBuffersBytes', fewRequests)).to.be.below(32);
  });

  it('a listener with its response per request against none', async () => {
    expect(await growthPerRequest(leaky, '/api/listeners', 'heapUsedBytes')).to.be.above(2_000);
    expect(await growthPerRequest(clean, '/api/listeners', 'heapUsedBytes')).to.be.below(1_000);
  });

  it('a cache entry per new key against a bounded number', async () => {
    const leakyGrowth = await growthPerRequest(leaky, '/api/cache', 'heapUsedBytes', manyEntries);
    const cleanGrowth = await growthPerRequest(clean, '/api/cache', 'heapUsedBytes', manyEntries);
    expect(leakyGrowth - cleanGrowth).to.be.above(250);
  });

  it('with-leak: a full basket gives its client back', async () => {
    for (let request = 0; request <= poolMax; request += 1) await leaky.get('/api/checkout?sku=tea');
    expect(await leaky.get('/api/checkout?sku=tea')).to.have.property('status', 200);
  });

  it('with-leak: empty baskets and sold-out ones keep a client each, until the pool answers 503', async () => {
    for (let request = 0; request < poolMax / 2; request += 1) {
      expect(await leaky.get('/api/checkout')).to.have.property('status', 200);
      expect(await leaky.get('/api/checkout?sku=sold-out')).to.have.property('status', 409);
    }
    const starved = await leaky.get('/api/checkout?sku=tea');
    expect(starved).to.deep.equal({ status: 503, body: { error: 'timeout exceeded when trying to connect' } });
  });
});
