import { expect } from 'chai';
import type { RunningService } from '../../../../src/model/service.js';
import type { ServiceKind } from '../../../../src/model/services/service-kind.js';
import { withServices } from '../../../../src/run/launch/service-variables.js';
import { fakeService } from '../../../support/fake-target.js';

const service = (url: string, changes: Partial<RunningService> = {}): RunningService => {
  const kind: ServiceKind = url.startsWith('redis') ? 'redis' : 'postgres';
  const { hostname, port } = new URL(url);
  return { ...fakeService(kind, () => []), url, host: hostname, port: Number(port), ...changes };
};

const ownPostgres = service('postgres://leakline:s3cr3t-word@127.0.0.1:54321/postgres');
const ownRedis = service('redis://:s3cr3t-word@127.0.0.1:54322');

describe('withServices', () => {
  it('names each service by its URL and by its parts', () => {
    expect(withServices({}, [ownPostgres, ownRedis])).to.deep.equal({
      DATABASE_URL: ownPostgres.url,
      PGHOST: '127.0.0.1',
      PGPORT: '54321',
      PGUSER: 'leakline',
      PGPASSWORD: 's3cr3t-word',
      PGDATABASE: 'postgres',
      REDIS_URL: ownRedis.url,
      REDIS_HOST: '127.0.0.1',
      REDIS_PORT: '54322',
      REDIS_PASSWORD: 's3cr3t-word',
    });
  });

  it('decodes what a URL has to encode', () => {
    const odd = service('postgres://a%40b:p%2Fw%23d@db.test:5432/my%20shop');
    expect(withServices({}, [odd])).to.include({ PGUSER: 'a@b', PGPASSWORD: 'p/w#d', PGDATABASE: 'my shop' });
  });

  it('gives the user of Redis where the URL names one', () => {
    expect(withServices({}, [service('rediss://app:s3cr3t-word@cache.test:6380/2')])).to.include({
      REDIS_HOST: 'cache.test',
      REDIS_PORT: '6380',
      REDIS_USERNAME: 'app',
      REDIS_PASSWORD: 's3cr3t-word',
    });
  });

  it('lets nothing of the shell lead to another server than one that the run started', () => {
    const shell = {
      PGHOST: 'prod.test',
      PGHOSTADDR: '10.0.0.1',
      PGSERVICE: 'prod',
      PGSERVICEFILE: '/home/me/.pg_service.conf',
      PGPASSFILE: '/home/me/.pgpass',
      PGSSLMODE: 'verify-full',
      PGSSLROOTCERT: '/ca.pem',
      PGAPPNAME: 'psql',
      PGOPTIONS: '-c search_path=shop',
      REDIS_USERNAME: 'prod',
      PATH: '/bin',
    };
    const environment = withServices(shell, [ownPostgres, ownRedis]);
    expect(environment).to.include({ PATH: '/bin', PGAPPNAME: 'psql', PGOPTIONS: '-c search_path=shop' });
    expect(environment).to.include({ PGHOST: '127.0.0.1' });
    expect(environment).to.not.have.any.keys(
      'PGHOSTADDR',
      'PGSERVICE',
      'PGSERVICEFILE',
      'PGPASSFILE',
      'PGSSLMODE',
      'PGSSLROOTCERT',
      'REDIS_USERNAME',
    );
  });

  it("keeps how the user's own server is proven, and what its URL leaves out", () => {
    const shell = { PGSSLMODE: 'require', PGSSLROOTCERT: '/ca.pem', PGPASSFILE: '/pass', PGHOSTADDR: '10.0.0.1' };
    const named = service('postgres://db.test:5432', { isStarted: false });
    const environment = withServices({ ...shell, PGUSER: 'me' }, [named]);
    expect(environment).to.include({
      PGSSLMODE: 'require',
      PGSSLROOTCERT: '/ca.pem',
      PGPASSFILE: '/pass',
      PGUSER: 'me',
    });
    expect(environment).to.not.have.any.keys('PGHOSTADDR', 'PGPASSWORD', 'PGDATABASE');
    const strict = service('postgres://db.test:5432/shop?sslmode=verify-full', { isStarted: false });
    expect(withServices(shell, [strict])).to.include({ PGSSLMODE: 'verify-full', PGDATABASE: 'shop' });
  });

  it('changes nothing for a run without services', () => {
    const shell = { PGHOST: 'prod.test', PGSERVICE: 'prod', REDIS_PASSWORD: 'own', DATABASE_URL: 'postgres://x/y' };
    expect(withServices(shell, [])).to.deep.equal(shell);
  });
});
