import { expect } from 'chai';
import { startServers, type TestServer } from './services.js';
import { longestSetUpMs, type RunningTwin, startTwin, twinNames } from './twin.js';

describe('the routes of both twins', () => {
  let postgres: TestServer;
  let redis: TestServer;
  let twins: readonly RunningTwin[];

  before(async function () {
    this.timeout(longestSetUpMs);
    ({ postgres, redis } = await startServers(this));
    const env = { DATABASE_URL: postgres.url, REDIS_URL: redis.url };
    // At the same time: seeding must not race.
    twins = await Promise.all(twinNames.map((name) => startTwin(name, env)));
  });

  after(async () => {
    await Promise.all(twins.map((twin) => twin.stop()));
  });

  const expectOfBoth = async (urlPath: string, status: number, check: (body: unknown) => void): Promise<void> => {
    for (const twin of twins) {
      const answer = await twin.get(urlPath);
      expect(answer.status).to.equal(status);
      check(answer.body);
    }
  };

  it('GET /healthz says that the service is up', () =>
    expectOfBoth('/healthz', 200, (body) => expect(body).to.deep.equal({ status: 'ok' })));

  it('GET /api/database selects the seeded products', () =>
    expectOfBoth('/api/database', 200, (body) => {
      expect(body).to.have.property('products').with.lengthOf(4);
      expect(body).to.have.nested.property('products[3]').that.deep.equals({
        sku: 'tea',
        name: 'Tea',
        price_cents: 450,
        stock: 120,
      });
    }));

  it('GET /api/redis reads back what it has written', () =>
    expectOfBoth('/api/redis', 200, (body) =>
      expect(body)
        .to.have.property('lastVisit')
        .that.matches(/^\d{4}-\d\d-\d\dT/),
    ));

  it('GET /api/checkout of a full basket adds shipping', () =>
    expectOfBoth('/api/checkout?sku=tea&sku=coffee', 200, (body) =>
      expect(body).to.deep.equal({ items: ['coffee', 'tea'], totalCents: 1830 }),
    ));

  it('GET /api/checkout of an empty basket costs nothing', () =>
    expectOfBoth('/api/checkout', 200, (body) => expect(body).to.deep.equal({ items: [], totalCents: 0 })));

  it('GET /api/checkout of something sold out answers 409', () =>
    expectOfBoth('/api/checkout?sku=sold-out', 409, (body) =>
      expect(body).to.deep.equal({ error: 'Saffron is sold out' }),
    ));

  it('GET /api/cache answers a known key from the cache', async () => {
    for (const twin of twins) {
      const first = await twin.get('/api/cache?key=known');
      expect(first.body).to.have.property('key', 'known');
      expect(await twin.get('/api/cache?key=known')).to.deep.equal(first);
    }
  });

  it('GET /api/cache without a key makes one up', () =>
    expectOfBoth('/api/cache', 200, (body) =>
      expect(body)
        .to.have.property('key')
        .that.matches(/^[0-9a-f-]{36}$/),
    ));

  it('GET /api/listeners answers', () =>
    expectOfBoth('/api/listeners', 200, (body) => expect(body).to.deep.equal({ status: 'open' })));

  it('GET /api/buffers tells how much it has audited', () =>
    expectOfBoth('/api/buffers', 200, (body) => expect(body).to.deep.equal({ auditedBytes: 1_024 })));

  it('GET /api/files answers with the terms', () =>
    expectOfBoth('/api/files', 200, (body) =>
      expect(body)
        .to.have.property('terms')
        .that.matches(/^Prices include tax\./),
    ));

  it('GET /api/timers answers', () =>
    expectOfBoth('/api/timers', 200, (body) => expect(body).to.deep.equal({ heartbeatMs: 15_000 })));
});
