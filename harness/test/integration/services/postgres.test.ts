import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import pg from 'pg';
import type { RunningService } from '../../../src/model/service.js';
import { findFreePort } from '../../../src/platform/network/free-port.js';
import { startPostgres } from '../../../src/services/postgres/service.js';
import { failureOf } from '../../fixtures/services/failure-of.js';
import { pidsUsing, usePrivateTemp } from '../../fixtures/services/leftovers.js';
import { quietHooks } from '../../fixtures/services/quiet-hooks.js';
import { eventually } from '../../support/eventually.js';

const startOwn = (maxConnections = 100) =>
  startPostgres({ url: null, maxConnections, provider: 'auto', image: 'postgres:17' }, quietHooks());
const useUrl = (url: string, hooks = quietHooks()) =>
  startPostgres({ url, maxConnections: 100, provider: 'auto', image: 'postgres:17' }, hooks);

/** A client of the test's; what ends it (a stopped server) is the test's business. */
async function connect(url: string, applicationName = 'shop'): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: applicationName });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Opens connections until the server refuses two in a row: a session leaves the list before it gives its slot back. */
async function exhaust(url: string): Promise<readonly pg.Client[]> {
  const clients: pg.Client[] = [];
  for (let refusals = 0; refusals < 2; ) {
    try {
      clients.push(await connect(url));
      refusals = 0;
    } catch {
      refusals += 1;
      await delay(100);
    }
  }
  return clients;
}

const withPart = (url: string, part: 'password' | 'pathname', value: string) => {
  const changed = new URL(url);
  changed[part] = value;
  return changed.href;
};

describe('a PostgreSQL of our own', () => {
  let service: RunningService;
  const clients: pg.Client[] = [];
  const open = async (name?: string) => {
    const client = await connect(service.url, name);
    clients.push(client);
    return client;
  };

  before(async () => {
    service = await startOwn(12);
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.end()));
    expect(await eventually(async () => (await service.observer.count()) === 0)).to.equal(true);
  });
  after(() => service.stop());

  it('says what it is', () => {
    expect(service.description).to.match(/^(embedded|local) \d+\.\d+$/);
    expect(service).to.include({ kind: 'postgres', host: '127.0.0.1', maxConnections: 8 });
  });

  it('answers a question with one number, reads only, and stays usable', async () => {
    const { observer } = service;
    expect(await observer.ask(['select 9007199254740991::bigint'])).to.deep.equal({
      kind: 'number',
      value: 9_007_199_254_740_991,
    });
    expect(await observer.ask(["select '1.5'::numeric"])).to.deep.equal({ kind: 'number', value: 1.5 });
    const problems: readonly (readonly [string, string])[] = [
      ['create table made_by_observer (id int)', 'read-only transaction'],
      ['select 1, 2', 'has 1 rows and 2 values'],
      ['select 1 where false', 'has 0 rows'],
      ["select 'secret'", 'text of 6 characters'],
      ['select null', 'empty'],
      ['select * from no_such_table', '"no_such_table" does not exist'],
      ["select 'secret'::int", 'SQLSTATE 22P02'],
    ];
    for (const [question, words] of problems) {
      const asked = await observer.ask([question]);
      expect(asked.kind === 'problem' ? asked.problem : 'a number')
        .to.include(words)
        .and.not.include('secret');
    }
    expect(await observer.count()).to.equal(0);
  });

  it('gives the target an ordinary role that may create tables', async () => {
    const client = await open();
    await client.query('create table item (id int primary key)');
    const { rows } = await client.query('select rolsuper from pg_roles where rolname = current_user');
    expect(rows).to.deep.equal([{ rolsuper: false }]);
  });

  it('counts clients and not its observer', async () => {
    expect(await service.observer.count()).to.equal(0);
    await Promise.all([open(), open(), open()]);
    expect(await service.observer.count()).to.equal(3);
  });

  it('lists each client with address, state, name and statement', async () => {
    const client = await open('checkout');
    await client.query('begin');
    await client.query("select 'a secret', 42");
    const [session, ...rest] = await service.observer.connections();
    expect(rest).to.deep.equal([]);
    expect(session).to.include({
      clientAddress: '127.0.0.1',
      state: 'idle in transaction',
      applicationName: 'checkout',
      lastCommand: 'select ?, ?',
    });
    expect(session?.clientPort).to.be.within(1, 65_535);
    expect(session?.ageSeconds).to.be.at.least(session?.idleSeconds ?? Number.NaN);
  });

  it('tells idle from active', async () => {
    const [rests, works] = [await open('rests'), await open('works')];
    const sleeping = works.query('select pg_sleep(60)').catch(({ code }: pg.DatabaseError) => code);
    const states = async () =>
      (await service.observer.connections()).map(({ applicationName, state }) => `${applicationName} ${state}`);
    const isSeen = await eventually(async () => (await states()).includes('works active'));
    const seen = await states();
    await rests.query("select pg_cancel_backend(pid) from pg_stat_activity where application_name = 'works'");
    expect(await sleeping).to.equal('57014');
    expect(isSeen).to.equal(true);
    expect(seen).to.include.members(['works active', 'rests idle']);
  });

  it('still counts when max_connections is exhausted', async () => {
    clients.push(...(await exhaust(service.url)));
    expect(clients).to.have.length(service.maxConnections);
    expect(await service.observer.count()).to.equal(service.maxConnections);
    expect(await service.observer.connections()).to.have.length(service.maxConnections);
  });

  it('answers overlapping reads without a warning', async () => {
    const warnings: string[] = [];
    const note = (warning: Error) => void warnings.push(warning.message);
    process.on('warning', note);
    await Promise.all([service.observer.count(), service.observer.connections(), service.observer.count()]);
    process.off('warning', note);
    expect(warnings).to.deep.equal([]);
  });

  describe('reached by its URL', () => {
    it('is used, with a warning when the role sees its own sessions only, and not stopped', async () => {
      const hooks = quietHooks();
      const used = await useUrl(service.url, hooks);
      expect(hooks.tried).to.deep.equal(['url']);
      expect(hooks.warnings).to.deep.equal(['SERVICE_LIMITED_VIEW']);
      expect(used.description).to.match(new RegExp(`^url 127\\.0\\.0\\.1:${service.port} \\(\\d+\\.\\d+\\)$`));
      expect(used.maxConnections).to.equal(8);
      await open();
      expect(await used.observer.count()).to.equal(2);
      await used.stop();
      await open();
    });

    it('names a wrong password, without showing it', async () => {
      const failure = await failureOf(useUrl(withPart(service.url, 'password', 'wr0ng')));
      expect(failure).to.have.property('code', 'SERVICE_AUTH_FAILED');
      expect(failure.message).to.include('leakline:***@').and.not.include('wr0ng');
    });

    it('names a database that is not there', async () => {
      const failure = await failureOf(useUrl(withPart(service.url, 'pathname', '/nowhere')));
      expect(failure).to.have.property('code', 'SERVICE_REFUSED');
      expect(failure.message).to.include('"nowhere" does not exist');
    });

    it('says so when no connection is left for the observer', async () => {
      clients.push(...(await exhaust(service.url)));
      expect(await failureOf(useUrl(service.url))).to.have.property('code', 'SERVICE_EXHAUSTED');
    });
  });
});

describe('a PostgreSQL URL', () => {
  it('that nothing listens on is refused, and nothing else is tried', async () => {
    const hooks = quietHooks();
    const port = await findFreePort();
    const failure = await failureOf(useUrl(`postgres://ann:s3cret@127.0.0.1:${port}/shop`, hooks));
    expect(failure).to.have.property('code', 'SERVICE_REFUSED');
    expect(failure.message).to.include(`ann:***@127.0.0.1:${port}`).and.include('ECONNREFUSED');
    expect(hooks.tried).to.deep.equal(['url']);
  });

  for (const url of ['localhost:5432', 'mysql://localhost/shop', 'postgres://ann:x@host:port/shop', '']) {
    it(`that reads '${url}' is malformed`, async () => {
      expect(await failureOf(useUrl(url))).to.have.property('code', 'CONFIG_INVALID');
    });
  }
});

describe('stopping PostgreSQL', () => {
  it('leaves no folder and no process, and may be asked twice', async () => {
    const temp = await usePrivateTemp();
    const service = await startOwn();
    const started = await temp.serverFolders();
    const client = await connect(service.url);
    await Promise.all([service.stop(), service.stop()]);
    await client.end();
    expect(started).to.have.length(1);
    expect(await temp.serverFolders()).to.deep.equal([]);
    expect(await pidsUsing(started)).to.deep.equal([]);
    await temp.restore();
  });

  it('is reported as lost by an observer that goes on reading', async () => {
    const service = await startOwn();
    await service.stop();
    expect(await failureOf(service.observer.count())).to.have.property('code', 'SERVICE_LOST');
  });
});
