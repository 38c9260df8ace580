import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { connectMysql } from '../../../src/services/mysql/connection.js';
import { startMysql } from '../../../src/services/mysql/service.js';
import { connectPostgres } from '../../../src/services/postgres/connection.js';
import { startPostgres } from '../../../src/services/postgres/service.js';
import { connectRedis } from '../../../src/services/redis/connection.js';
import { startRedis } from '../../../src/services/redis/service.js';
import { failureOf } from '../../fixtures/services/failure-of.js';
import { type PrivateTemp, pidsUsing, usePrivateTemp } from '../../fixtures/services/leftovers.js';
import { needsMysql } from '../../fixtures/services/needs-mysql.js';
import { quietHooks } from '../../fixtures/services/quiet-hooks.js';
import { eventually } from '../../support/eventually.js';

const startPair = (signal?: AbortSignal) =>
  Promise.all([
    startPostgres({ url: null, maxConnections: 20, provider: 'auto', image: 'postgres:17' }, quietHooks(signal)),
    startRedis({ url: null, maxConnections: null, provider: 'local', image: 'redis:7-alpine' }, quietHooks(signal)),
  ]);

describe('services', () => {
  let temp: PrivateTemp;
  before(async () => {
    temp = await usePrivateTemp();
  });
  after(() => temp.restore());

  it('of two runs at the same time do not meet', async () => {
    const pairs = await Promise.all([startPair(), startPair()]);
    const services = pairs.flat();
    expect(new Set(services.map(({ port }) => port)).size).to.equal(4);
    expect(await Promise.all(services.map(({ observer }) => observer.count()))).to.deep.equal([0, 0, 0, 0]);
    await Promise.all(services.map((service) => service.stop()));
  });

  // From before the first process through initdb to the server's own start.
  for (const [name, start] of [
    ['PostgreSQL', startPostgres],
    ['MySQL', startMysql],
  ] as const)
    for (const afterMs of [0, 20, 150, 450]) {
      it(`called off ${afterMs} ms into the start of ${name} leave nothing behind`, async function () {
        if (name === 'MySQL') await needsMysql(this);
        const controller = new AbortController();
        const reason = new Error('Ctrl-C');
        const failure = failureOf(
          start({ url: null, maxConnections: 20, provider: 'auto', image: 'none' }, quietHooks(controller.signal)),
        );
        await delay(afterMs);
        const started = await temp.serverFolders();
        controller.abort(reason);
        expect(await failure).to.equal(reason);
        expect(await temp.serverFolders()).to.deep.equal([]);
        expect(await pidsUsing(started)).to.deep.equal([]);
      });
    }

  it('called off while a URL does not answer, end at once', async () => {
    const silent = net.createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as net.AddressInfo;
    const controller = new AbortController();
    const { signal } = controller;
    const failures = [
      startPostgres(
        { url: `postgres://127.0.0.1:${port}/x`, maxConnections: 20, provider: 'auto', image: 'postgres:17' },
        quietHooks(signal),
      ),
      startRedis(
        { url: `redis://127.0.0.1:${port}`, maxConnections: null, provider: 'auto', image: 'redis:7-alpine' },
        quietHooks(signal),
      ),
    ].map(failureOf);
    await delay(50);
    const startMs = performance.now();
    controller.abort(new Error('Ctrl-C'));
    expect((await Promise.all(failures)).map(({ message }) => message)).to.deep.equal(['Ctrl-C', 'Ctrl-C']);
    // A connection that is not called off is given up after 10 s.
    expect(performance.now() - startMs).to.be.below(5_000);
    silent.close();
  });

  it('called off in the first moment of a connection, end at once', async () => {
    // It reads, so that it learns of the end of each connection.
    const silent = net.createServer((socket) => socket.on('error', () => undefined).resume()).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as net.AddressInfo;
    // Loaded before, so that each try is called off some turns into the connection itself.
    await import('redis');
    for (let turns = 0; turns < 40; turns += 1) {
      const controller = new AbortController();
      const failures = [
        connectRedis(`redis://127.0.0.1:${port}`, controller.signal),
        connectPostgres(`postgres://127.0.0.1:${port}/x`, controller.signal),
        connectMysql(`mysql://127.0.0.1:${port}/x`, controller.signal),
      ].map(failureOf);
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      controller.abort(new Error('Ctrl-C'));
      const messages = (await Promise.all(failures)).map(({ message }) => message);
      expect(messages).to.deep.equal(['Ctrl-C', 'Ctrl-C', 'Ctrl-C']);
    }
    // Only when every connection has ended: none is left behind.
    await new Promise((resolve) => silent.close(resolve));
  });

  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    it(`do not outlive a run that ends by ${signal}`, async () => {
      const fixture = fileURLToPath(new URL('../../fixtures/services/starts-services-and-waits.ts', import.meta.url));
      const run = spawn(process.execPath, ['--import', 'tsx', fixture], { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(run.stdout, 'data');
      const started = await temp.serverFolders();
      run.kill(signal);
      expect(started).to.have.length(2);
      expect(await eventually(async () => (await temp.serverFolders()).length === 0)).to.equal(true);
      expect(await eventually(async () => (await pidsUsing(started)).length === 0)).to.equal(true);
    });
  }
});
