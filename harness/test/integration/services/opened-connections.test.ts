import { expect } from 'chai';
import mysql from 'mysql2/promise';
import pg from 'pg';
import { createClient } from 'redis';
import type { RunningService } from '../../../src/model/service.js';
import { type ServiceKind, serviceKinds } from '../../../src/model/services/service-kind.js';
import { createUsageWatch } from '../../../src/run/experiment/usage-watch.js';
import { startMysql } from '../../../src/services/mysql/service.js';
import { startPostgres } from '../../../src/services/postgres/service.js';
import { startRedis } from '../../../src/services/redis/service.js';
import { needsMysql } from '../../fixtures/services/needs-mysql.js';
import { quietHooks } from '../../fixtures/services/quiet-hooks.js';
import { eventually } from '../../support/eventually.js';

/** Comes, asks and goes. */
const visits: Readonly<Record<ServiceKind, (url: string) => Promise<void>>> = {
  postgres: async (url) => {
    const client = new pg.Client(url);
    await client.connect();
    await client.query('SELECT 1');
    await client.end();
  },
  mysql: async (url) => {
    const client = await mysql.createConnection(url);
    await client.query('SELECT 1');
    await client.end();
  },
  redis: async (url) => {
    const client = await createClient({ url }).connect();
    await client.ping();
    client.destroy();
  },
};

const starts: Readonly<Record<ServiceKind, () => Promise<RunningService>>> = {
  postgres: () => startPostgres({ url: null, maxConnections: 20, provider: 'auto', image: 'none' }, quietHooks()),
  mysql: () => startMysql({ url: null, maxConnections: 20, provider: 'local', image: 'none' }, quietHooks()),
  redis: () => startRedis({ url: null, maxConnections: null, provider: 'auto', image: 'none' }, quietHooks()),
};

for (const kind of serviceKinds) {
  describe(`connections that were opened at ${kind}`, () => {
    let service: RunningService;
    before(async function () {
      if (kind === 'mysql') await needsMysql(this);
      service = await starts[kind]();
    });
    after(() => service?.stop());

    const opened = async (): Promise<number> => (await service.observer.opened()) ?? Number.NaN;

    it('are counted, those that have gone included', async () => {
      const before = await opened();
      await visits[kind](service.url);
      await visits[kind](service.url);
      expect(await eventually(async () => (await opened()) === before + 2)).to.equal(true);
    });

    it("do not include the observer's questions", async () => {
      const before = await opened();
      await service.observer.connections();
      await service.observer.count();
      expect(await opened()).to.equal(before);
    });

    it("are nobody's while nobody watches", async () => {
      const usage = createUsageWatch([service]);
      await usage.during(async () => undefined);
      const before = await opened();
      await visits[kind](service.url);
      expect(await eventually(async () => (await opened()) === before + 1)).to.equal(true);
      await usage.during(async () => undefined);
      expect(usage.opened()).to.deep.equal([{ service: kind, opened: 0 }]);
    });
  });
}
