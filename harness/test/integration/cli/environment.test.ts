import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { type CliSandbox, createSandbox, server } from '../../fixtures/cli/cli-sandbox.js';

const services = { postgres: true, redis: true };

/** As an application that knows neither DATABASE_URL nor REDIS_URL would be told. */
const ownNames = {
  DB_HOST: '${postgres.host}',
  DB_PORT: '${postgres.port}',
  DB_USER: '${postgres.user}',
  DB_PASS: '${postgres.password}',
  DB_NAME: '${postgres.database}',
  CACHE: 'redis://:${redis.password}@${redis.host}:${redis.port}',
  SELF: 'http://127.0.0.1:${port}',
};

describe('the environment of a target', () => {
  let sandbox: CliSandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => sandbox.remove());

  it('leads to the services by PG*, REDIS_* and names of its own, whatever the shell holds', async () => {
    sandbox.configure(
      { command: server('finds-services'), env: ownNames },
      { services, endpoints: ['GET /usual', 'GET /own'], budget: { seconds: 30 }, diagnose: 'never' },
    );
    const shell = { PGHOST: 'db.invalid', PGPORT: '1', PGSSLMODE: 'require', REDIS_HOST: 'cache.invalid' };
    const { stderr } = await sandbox.run(['run'], { env: shell });
    const [target] = (await sandbox.assertComplete()).targets;
    expect(target?.failure ?? null, stderr).to.equal(null);
    const loads = (target?.endpoints ?? []).map(({ load }) => [load.ok > 0, load.sent - load.ok]);
    expect(loads).to.deep.equal([
      [true, 0],
      [true, 0],
    ]);
    const { self } = JSON.parse(sandbox.read('told.json')) as { readonly self: string };
    expect(self).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  const unusedOf = async (): Promise<readonly string[]> => {
    const [target] = (await sandbox.assertComplete()).targets;
    const unused = target?.warnings.filter(({ code }) => code === 'SERVICE_UNUSED') ?? [];
    return unused.map(({ message }) => message);
  };

  it('is doubted where the target never comes to a service, whatever else of ours does, and no verdict changes', async () => {
    // The question and what prepares the target connect, and the target does not.
    const invariants = [{ name: 'one', postgres: 'SELECT 1', equals: 1, compares: 'value' as const }];
    sandbox.configure({ prepare: server('makes-items') }, { services, invariants });
    const { exitCode } = await sandbox.run(['run']);
    const [postgres = '', redis = '', ...others] = await unusedOf();
    expect(postgres).to.include('app may be using another database').and.include('PGHOST');
    expect(redis).to.include('app may be using another Redis').and.include('REDIS_HOST');
    expect(others).to.deep.equal([]);
    const { verdict } = sandbox.readResult();
    expect(verdict).to.not.equal('failed');
    expect(exitCode).to.equal({ clean: 0, leaking: 1, inconclusive: 2, failed: 3 }[verdict]);
  });

  it('is not doubted where connections live for a request only', async () => {
    sandbox.configure({ command: server('finds-services') }, { services, endpoints: ['GET /usual'] });
    await sandbox.run(['run']);
    const [target] = (await sandbox.assertComplete()).targets;
    expect(target?.endpoints[0]?.load.ok).to.be.greaterThan(0);
    expect(await unusedOf()).to.deep.equal([]);
  });

  it('keeps a password that came in by another name to itself', async () => {
    const command = server('finds-services');
    sandbox.configure({ command, env: ownNames }, { services, endpoints: ['GET /tell'], diagnose: 'never' });
    const { stdout, stderr } = await sandbox.run(['run']);
    const { password } = JSON.parse(sandbox.read('told.json')) as { readonly password: string };
    expect(password).to.have.length.greaterThan(10);
    const files = ['result.json', 'recording.ndjson', 'report.html'].map((name) =>
      readFileSync(path.join(sandbox.runFolder(), name), 'utf8'),
    );
    expect(files.join('')).to.include('the password is [');
    for (const text of [stdout, stderr, ...files]) expect(text).to.not.include(password);
  });
});
