import { expect } from 'chai';
import mysql, { type Connection } from 'mysql2/promise';
import type { RunningService } from '../../../src/model/service.js';
import { mysqlRemedies } from '../../../src/model/services/mysql/remedies.js';
import { findFreePort } from '../../../src/platform/network/free-port.js';
import { startMysql } from '../../../src/services/mysql/service.js';
import { failureOf } from '../../fixtures/services/failure-of.js';
import { pidsUsing, usePrivateTemp } from '../../fixtures/services/leftovers.js';
import { needsMysql } from '../../fixtures/services/needs-mysql.js';
import { quietHooks } from '../../fixtures/services/quiet-hooks.js';
import { eventually } from '../../support/eventually.js';

const startOwn = (maxConnections: number, startsAnew = false) =>
  startMysql({ url: null, maxConnections, provider: 'local', image: 'none', startsAnew }, quietHooks());
const useUrl = (url: string, hooks = quietHooks()) =>
  startMysql({ url, maxConnections: 100, provider: 'auto', image: 'none' }, hooks);

/** A client of the test's; what ends it (a stopped server) is the test's business. */
async function connect(url: string): Promise<Connection> {
  const client = await mysql.createConnection(url);
  client.on('error', () => undefined);
  return client;
}

const withPart = (url: string, part: 'password' | 'pathname', value: string) => {
  const changed = new URL(url);
  changed[part] = value;
  return changed.href;
};

describe('a MySQL of our own', () => {
  let service: RunningService;
  const clients: Connection[] = [];
  const open = async () => {
    const client = await connect(service.url);
    clients.push(client);
    return client;
  };

  before(async function () {
    await needsMysql(this);
    service = await startOwn(10);
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.end()));
    expect(await eventually(async () => (await service.observer.count()) === 0)).to.equal(true);
  });
  after(() => service?.stop());

  it('says what it is', () => {
    expect(service.description).to.match(/^local (mariadb|mysql) \d+\.\d+\.\d+$/);
    expect(service).to.include({ kind: 'mysql', host: '127.0.0.1', maxConnections: 9 });
    expect(service.limitSetting).to.equal('max_connections=10');
  });

  it('answers a question with one number, reads only, and stays usable', async () => {
    const { observer } = service;
    const asking = async (question: string) => observer.ask([question]);
    expect(await asking('select 9007199254740991')).to.deep.equal({ kind: 'number', value: 9_007_199_254_740_991 });
    expect(await asking("select cast('1.5' as decimal(3,1))")).to.deep.equal({ kind: 'number', value: 1.5 });
    const problems: readonly (readonly [string, string])[] = [
      ['create table made_by_observer (id int)', 'READ ONLY transaction'],
      ['select 1, 2', 'has 1 rows and 2 values'],
      ['select 1 from dual where false', 'has 0 rows'],
      ["select 'secret'", 'text of 6 characters'],
      ['select null', 'empty'],
      ['select * from no_such_table', "doesn't exist"],
      ["select 'secret", 'syntax'],
    ];
    for (const [question, words] of problems) {
      const asked = await asking(question);
      expect(asked.kind === 'problem' ? asked.problem : 'a number', question)
        .to.include(words)
        .and.not.include('secret');
    }
    expect(await observer.count()).to.equal(0);
  });

  it('gives the target an ordinary user that may create tables, which the observer can ask', async () => {
    const client = await open();
    await client.query('create table item (id int primary key)');
    await client.query('insert into item values (1), (2)');
    expect(await service.observer.ask(['select count(*) from item'])).to.deep.equal({ kind: 'number', value: 2 });
    expect(await failureOf(client.query('set global max_connections = 1000'))).to.have.property(
      'code',
      'ER_SPECIFIC_ACCESS_DENIED_ERROR',
    );
  });

  it('counts clients and not its observer', async () => {
    expect(await service.observer.count()).to.equal(0);
    await Promise.all([open(), open(), open()]);
    expect(await service.observer.count()).to.equal(3);
    expect(await service.observer.connections()).to.have.length(3);
  });

  it('lists each client with address and state', async () => {
    const client = await open();
    await client.query('create table if not exists stock (id int primary key) engine = InnoDB');
    const states = async () => (await service.observer.connections()).map(({ state }) => state);
    expect(await states()).to.deep.equal(['idle']);
    await client.beginTransaction();
    await client.query('select * from stock');
    expect(await eventually(async () => (await states()).join() === 'idle in transaction')).to.equal(true);
    const [session] = await service.observer.connections();
    expect(session?.clientAddress).to.equal('127.0.0.1');
    expect(session?.clientPort).to.be.within(1, 65_535);
    await client.rollback();
    expect(await eventually(async () => (await states()).join() === 'idle')).to.equal(true);
  });

  it('shows a statement without its values', async () => {
    const sleeping = (await open()).query("select 'a secret', sleep(60)").catch(() => 'ended');
    const active = async () => (await service.observer.connections()).find(({ state }) => state === 'active');
    expect(await eventually(async () => (await active()) !== undefined)).to.equal(true);
    const session = await active();
    expect(session?.lastCommand).to.equal('select ?, sleep(?)');
    await (await open()).query(`kill query ${session?.id}`);
    await sleeping;
  });

  it('still counts when max_connections is exhausted, and turns a second observer away', async () => {
    for (let index = 0; index < service.maxConnections; index++) await open();
    expect(await failureOf(connect(service.url))).to.have.property('code', 'ER_CON_COUNT_ERROR');
    expect(await service.observer.count()).to.equal(service.maxConnections);
    expect(await service.observer.connections()).to.have.length(service.maxConnections);
    expect(await failureOf(useUrl(service.url))).to.have.property('code', 'SERVICE_EXHAUSTED');
  });

  it('understands the statements that symptoms advise', async () => {
    const statements = Object.values(mysqlRemedies).filter(({ language }) => language === 'sql');
    expect(statements).to.have.length.above(3);
    const client = await open();
    // What sets a limit of the whole server is for its administrator.
    for (const { text } of statements.filter((remedy) => !remedy.text.startsWith('SET GLOBAL'))) {
      const failure = await client.query(text).then(
        () => null,
        (error: NodeJS.ErrnoException) => error.code,
      );
      expect(failure, text).to.be.oneOf([null, 'ER_SPECIFIC_ACCESS_DENIED_ERROR']);
    }
  });

  describe('reached by its URL', () => {
    it('is used, with a warning where the user sees its own connections only, and not stopped', async () => {
      const hooks = quietHooks();
      const used = await useUrl(service.url, hooks);
      expect(hooks.tried).to.deep.equal(['url']);
      expect(hooks.warnings).to.deep.equal(['SERVICE_LIMITED_VIEW']);
      expect(used.description).to.match(new RegExp(`^url 127\\.0\\.0\\.1:${service.port} \\((mariadb|mysql) .*\\)$`));
      await open();
      expect(await used.observer.connections()).to.have.length(1);
      await used.stop();
      await open();
    });

    it('may be given as mariadb://', async () => {
      const used = await useUrl(service.url.replace(/^mysql:/, 'mariadb:'));
      expect(await used.observer.count()).to.be.above(0);
      await used.stop();
    });

    it('names a wrong password, without showing it', async () => {
      const failure = await failureOf(useUrl(withPart(service.url, 'password', 'wr0ng')));
      expect(failure).to.have.property('code', 'SERVICE_AUTH_FAILED');
      expect(failure.message).to.include('leakline:***@').and.not.include('wr0ng');
    });

    it('names a database that is not there, or may not be used', async () => {
      const failure = await failureOf(useUrl(withPart(service.url, 'pathname', '/nowhere')));
      expect(failure).to.have.property('code').that.is.oneOf(['SERVICE_REFUSED', 'SERVICE_AUTH_FAILED']);
      expect(failure.message).to.include('nowhere');
    });
  });
});

describe('a MySQL that every target finds empty', () => {
  before(async function () {
    await needsMysql(this);
  });

  it('is reset between them, also while somebody is connected', async () => {
    const service = await startOwn(10, true);
    try {
      const client = await connect(service.url);
      await client.query('create table item (id int)');
      await service.resetData?.();
      const next = await connect(service.url);
      const [rows] = await next.query('show tables');
      expect(rows).to.deep.equal([]);
      expect(await service.observer.ask(['select 1'])).to.deep.equal({ kind: 'number', value: 1 });
      await Promise.all([client.end(), next.end()]);
    } finally {
      await service.stop();
    }
  });
});

describe('a MySQL URL', () => {
  it('that nothing listens on is refused, and nothing else is tried', async () => {
    const hooks = quietHooks();
    const port = await findFreePort();
    const failure = await failureOf(useUrl(`mysql://ann:s3cret@127.0.0.1:${port}/shop`, hooks));
    expect(failure).to.have.property('code', 'SERVICE_REFUSED');
    expect(failure.message).to.include(`ann:***@127.0.0.1:${port}`).and.include('ECONNREFUSED');
    expect(hooks.tried).to.deep.equal(['url']);
  });

  for (const url of ['localhost:3306', 'postgres://localhost/shop', 'mysql://ann:x@host:port/shop', '']) {
    it(`that reads '${url}' is malformed`, async () => {
      expect(await failureOf(useUrl(url))).to.have.property('code', 'CONFIG_INVALID');
    });
  }
});

describe('several MySQLs that are started at once', () => {
  before(async function () {
    await needsMysql(this);
  });

  it('take nothing from each other', async () => {
    const services = await Promise.all([1, 2, 3, 4, 5, 6].map(() => startOwn(10)));
    const counts = await Promise.all(services.map(({ observer }) => observer.count()));
    await Promise.all(services.map((service) => service.stop()));
    expect(counts).to.deep.equal([0, 0, 0, 0, 0, 0]);
  });
});

describe('stopping MySQL', () => {
  before(async function () {
    await needsMysql(this);
  });

  it('leaves no folder and no process, and its observer reports the loss', async () => {
    const temp = await usePrivateTemp();
    const service = await startOwn(10);
    const started = await temp.serverFolders();
    await service.stop();
    await service.stop();
    expect(started).to.have.length(1);
    expect(await temp.serverFolders()).to.deep.equal([]);
    expect(await pidsUsing(started)).to.deep.equal([]);
    expect(await failureOf(service.observer.count())).to.have.property('code', 'SERVICE_LOST');
    await temp.restore();
  });
});
