import { expect } from 'chai';
import { resolveConfig } from '../../../src/config/resolve-config.js';
import { context, failureOf, minimal, resolve } from './minimal-config.js';

describe('fixed ports of services', () => {
  it('are kept; without one a free port is chosen', () => {
    const { services } = resolve({ ...minimal, services: { postgres: { port: 5432 }, redis: true } });
    expect(services.postgres).to.include({ port: 5432 });
    expect(services.redis).to.include({ port: null });
  });

  for (const port of [0, 65_536, 1.5, '5432']) {
    it(`are refused when they are no port: ${JSON.stringify(port)}`, () => {
      const failure = failureOf({ ...minimal, services: { redis: { port } } });
      expect(failure).to.include('services.redis.port').and.include('a whole number from 1 to 65535');
    });
  }

  it('are refused beside a URL, also one of the environment', () => {
    const url = 'postgres://db.test/shop';
    expect(failureOf({ ...minimal, services: { postgres: { url, port: 5432 } } })).to.include(
      'services.postgres.port: is the port of a server that Leakline starts, but a URL names another one',
    );
    const services = { redis: { port: 6379 } };
    const fromShell = { ...context, environment: { REDIS_URL: 'redis://cache.test' } };
    expect(() => resolveConfig({ ...minimal, services }, {}, fromShell)).to.throw('remove the URL (or REDIS_URL');
    const own = { redis: { port: 6379, provider: 'local' } };
    expect(() => resolveConfig({ ...minimal, services: own }, {}, fromShell)).to.not.throw();
  });

  it('are refused where two at once would listen on one', () => {
    const targets = [{ name: 'app', command: 'node server.js', port: 6379, proxy: { command: 'nginx', port: 6379 } }];
    const services = { postgres: { port: 6379 }, redis: { port: 6379 } };
    const failure = failureOf({ ...minimal, targets, services });
    expect(failure).to.include('services.redis.port: 6379 is also services.postgres.port');
    expect(failure).to.include('port of target "app": 6379 is also services.postgres.port');
    expect(failure).to.include('port of the proxy of target "app": 6379 is also');
  });

  it('may be the same for targets, which run one after the other', () => {
    const target = { command: 'node server.js', port: 3000 };
    const targets = [
      { ...target, name: 'before' },
      { ...target, name: 'after' },
    ];
    expect(() => resolve({ ...minimal, targets })).to.not.throw();
  });
});
