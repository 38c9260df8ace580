import { expect } from 'chai';
import { createClient } from 'redis';
import type { RunningService } from '../../../src/model/service.js';
import { findFreePort } from '../../../src/platform/network/free-port.js';
import { startRedis } from '../../../src/services/redis/service.js';
import { failureOf } from '../../fixtures/services/failure-of.js';
import { pidsUsing, usePrivateTemp } from '../../fixtures/services/leftovers.js';
import { quietHooks } from '../../fixtures/services/quiet-hooks.js';
import { eventually } from '../../support/eventually.js';

const startOwn = (maxClients: number | null = null) =>
  startRedis({ url: null, maxConnections: maxClients, provider: 'local', image: 'redis:7-alpine' }, quietHooks());
const useUrl = (url: string, hooks = quietHooks()) =>
  startRedis({ url, maxConnections: null, provider: 'auto', image: 'redis:7-alpine' }, hooks);

type Client = Awaited<ReturnType<typeof connect>>;

/** A client of the test's; what ends it (a stopped server) is the test's business. */
async function connect(url: string, name = 'shop') {
  const client = createClient({ url, name, socket: { reconnectStrategy: false } });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

describe('a Redis of our own', () => {
  let service: RunningService;
  const clients: Client[] = [];
  const open = async (name?: string) => {
    const client = await connect(service.url, name);
    clients.push(client);
    return client;
  };

  before(async () => {
    service = await startOwn(8);
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy();
    expect(await eventually(async () => (await service.observer.count()) === 0)).to.equal(true);
  });
  after(() => service.stop());

  it('says what it is', () => {
    expect(service.description).to.match(/^local (valkey )?\d+\.\d+\.\d+$/);
    expect(service).to.include({ kind: 'redis', host: '127.0.0.1', maxConnections: 7 });
  });

  it('answers a question with one number; a key that is not there is 0', async () => {
    const client = await open();
    await client.set('count', '12');
    await client.lPush('queue', ['a', 'b']);
    const { observer } = service;
    expect(await observer.ask(['GET', 'count'])).to.deep.equal({ kind: 'number', value: 12 });
    expect(await observer.ask(['LLEN', 'queue'])).to.deep.equal({ kind: 'number', value: 2 });
    expect(await observer.ask(['GET', 'nobody'])).to.deep.equal({ kind: 'number', value: 0 });
    expect(await observer.ask(['NONSENSE']))
      .to.have.property('problem')
      .that.includes('unknown command');
    expect(await observer.ask(['LRANGE', 'queue', '0', '-1']))
      .to.have.property('problem')
      .that.includes('no number');
    expect(await observer.count()).to.equal(1);
  });

  it('counts clients and not its observer', async () => {
    expect(await service.observer.count()).to.equal(0);
    await Promise.all([open(), open()]);
    expect(await service.observer.count()).to.equal(2);
  });

  it('lists each client with address, state, name and command', async () => {
    await (await open('cart')).set('key', 'a secret');
    await (await open('news')).subscribe('channel', () => undefined);
    const [cart, news, ...rest] = await service.observer.connections();
    expect(rest).to.deep.equal([]);
    expect(cart).to.include({
      clientAddress: '127.0.0.1',
      state: 'normal',
      applicationName: 'cart',
      lastCommand: 'set',
    });
    expect(news).to.include({ state: 'pubsub', applicationName: 'news', lastCommand: 'subscribe' });
    expect(cart?.clientPort).to.be.within(1, 65_535);
  });

  it('still counts when maxclients is exhausted, and turns a second observer away', async () => {
    for (let index = 0; index < service.maxConnections; index++) await open();
    expect(await service.observer.count()).to.equal(service.maxConnections);
    expect(await failureOf(useUrl(service.url))).to.have.property('code', 'SERVICE_EXHAUSTED');
    expect(await service.observer.connections()).to.have.length(service.maxConnections);
  });

  it('is used by its URL and not stopped', async () => {
    const hooks = quietHooks();
    const used = await useUrl(service.url, hooks);
    expect(hooks.tried).to.deep.equal(['url']);
    expect(used.description).to.include(`url 127.0.0.1:${service.port} (`);
    await used.stop();
    expect(await (await open()).ping()).to.equal('PONG');
  });

  it('names a wrong password, without showing it', async () => {
    const failure = await failureOf(useUrl(`redis://:wr0ng@127.0.0.1:${service.port}`));
    expect(failure).to.have.property('code', 'SERVICE_AUTH_FAILED');
    expect(failure.message).to.not.include('wr0ng');
  });

  it('names a missing password', async () => {
    expect(await failureOf(useUrl(`redis://127.0.0.1:${service.port}`))).to.have.property(
      'code',
      'SERVICE_AUTH_FAILED',
    );
  });

  it('says what to grant to a user who may not list clients', async () => {
    const admin = await open();
    await admin.sendCommand(['ACL', 'SETUSER', 'app', 'on', '>pw', '+@all', '-client|list']);
    const failure = await failureOf(useUrl(`redis://app:pw@127.0.0.1:${service.port}`));
    expect(failure).to.have.property('code', 'SERVICE_AUTH_FAILED');
    expect(failure.message).to.include('+client|list');
  });

  it('needs no more than what it says to grant', async () => {
    const admin = await open();
    await admin.sendCommand(['ACL', 'SETUSER', 'least', 'on', '>pw', '-@all', '+info', '+client|list', '+client|id']);
    const used = await useUrl(`redis://least:pw@127.0.0.1:${service.port}`);
    expect(await used.observer.count()).to.be.above(0);
    await used.stop();
  });

  it('does without CONFIG, as on hosted servers', async () => {
    const admin = await open();
    await admin.sendCommand(['ACL', 'SETUSER', 'hosted', 'on', '>pw', '+@all', '-config']);
    const used = await useUrl(`redis://hosted:pw@127.0.0.1:${service.port}`);
    expect(used.maxConnections).to.equal(Number.POSITIVE_INFINITY);
    await used.stop();
  });
});

describe('a Redis URL', () => {
  it('that nothing listens on is refused, and nothing else is tried', async () => {
    const hooks = quietHooks();
    const failure = await failureOf(useUrl(`redis://127.0.0.1:${await findFreePort()}`, hooks));
    expect(failure).to.have.property('code', 'SERVICE_REFUSED');
    expect(hooks.tried).to.deep.equal(['url']);
  });

  for (const url of ['localhost:6379', 'http://localhost', '']) {
    it(`that reads '${url}' is malformed`, async () => {
      expect(await failureOf(useUrl(url))).to.have.property('code', 'CONFIG_INVALID');
    });
  }
});

describe('stopping Redis', () => {
  it('leaves no folder and no process, and its observer reports the loss', async () => {
    const temp = await usePrivateTemp();
    const service = await startOwn();
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
