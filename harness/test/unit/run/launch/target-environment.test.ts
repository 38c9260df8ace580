import { expect } from 'chai';
import { targetEnvironment } from '../../../../src/run/launch/target-environment.js';
import { fakeService } from '../../../support/fake-target.js';

const postgres = {
  ...fakeService('postgres', () => []),
  url: 'postgres://leakline:p%2Fw@127.0.0.1:5432/shop',
};
const redis = { ...fakeService('redis', () => []), url: 'redis://:word@127.0.0.1:5432' };

const environmentOf = (configured: Readonly<Record<string, string>>, inherited = {}): Record<string, string> => {
  const { env, portEnv } = targetEnvironment(inherited, [postgres, redis], configured);
  return { ...env, ...portEnv(8080) };
};

describe('targetEnvironment', () => {
  it('fills in the parts of services under any name', () => {
    const filled = environmentOf({
      DB_HOST: '${postgres.host}',
      SPRING_DATASOURCE_URL: 'jdbc:postgresql://${postgres.host}:${postgres.port}/${postgres.database}',
      DB: '${postgres.user} ${postgres.password}',
      CACHE: '${redis.host}:${redis.port} ${redis.password} "${redis.username}"',
      URLS: '${postgres.url} ${redis.url}',
    });
    expect(filled).to.include({
      DB_HOST: '127.0.0.1',
      SPRING_DATASOURCE_URL: 'jdbc:postgresql://127.0.0.1:5432/shop',
      DB: 'leakline p/w',
      CACHE: '127.0.0.1:5432 word ""',
      URLS: `${postgres.url} ${redis.url}`,
    });
  });

  it("fills in the target's own port, also beside a service", () => {
    expect(environmentOf({ SELF: 'http://127.0.0.1:${port}/?db=${postgres.host}' })).to.include({
      SELF: 'http://127.0.0.1:8080/?db=127.0.0.1',
    });
  });

  it('leaves alone what is no name of its own', () => {
    const texts = {
      A: '${HOME}/x ${PORT:-80} $HOME ${} ${a b}',
      B: '$${postgres.host} $${port} ${port}',
      C: '$${HOME}',
      D: '${spring.db:-x}',
    };
    const inherited = { SHELL_TEXT: '${postgres.host} ${port}' };
    const environment = environmentOf(texts, inherited);
    expect(environment).to.include({ ...texts, ...inherited, B: '${postgres.host} ${port} 8080' });
  });

  it("lets the configuration go before services, and services before the user's shell", () => {
    const environment = environmentOf(
      { PGHOST: 'localhost', PGSSLMODE: 'disable', REDIS_URL: 'redis://elsewhere' },
      { PGHOST: 'prod.test', PGPORT: '1', PGSSLMODE: 'require' },
    );
    expect(environment).to.include({
      PGHOST: 'localhost',
      PGPORT: '5432',
      PGSSLMODE: 'disable',
      REDIS_URL: 'redis://elsewhere',
    });
  });
});
