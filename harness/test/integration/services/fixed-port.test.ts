import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect } from 'chai';
import type { RunningService } from '../../../src/model/service.js';
import { type ServiceKind, serviceKinds } from '../../../src/model/services/service-kind.js';
import { findFreePort } from '../../../src/platform/network/free-port.js';
import { startMysql } from '../../../src/services/mysql/service.js';
import { startPostgres } from '../../../src/services/postgres/service.js';
import { startRedis } from '../../../src/services/redis/service.js';
import { failureOf } from '../../fixtures/services/failure-of.js';
import { type PrivateTemp, usePrivateTemp } from '../../fixtures/services/leftovers.js';
import { needsMysql } from '../../fixtures/services/needs-mysql.js';
import { quietHooks } from '../../fixtures/services/quiet-hooks.js';

type Start = (port: number, hooks?: ReturnType<typeof quietHooks>) => Promise<RunningService>;

const own = { url: null, provider: 'auto', image: 'none' } as const;
const starts: Readonly<Record<ServiceKind, Start>> = {
  postgres: (port, hooks = quietHooks()) => startPostgres({ ...own, maxConnections: 20, port }, hooks),
  mysql: (port, hooks = quietHooks()) => startMysql({ ...own, provider: 'local', maxConnections: 20, port }, hooks),
  redis: (port, hooks = quietHooks()) => startRedis({ ...own, maxConnections: null, port }, hooks),
};

describe('a server of our own on a fixed port', () => {
  let temp: PrivateTemp;
  before(async () => {
    temp = await usePrivateTemp();
  });
  after(() => temp.restore());

  for (const kind of serviceKinds) {
    it(`is ${kind}, once after the other`, async function () {
      if (kind === 'mysql') await needsMysql(this);
      const port = await findFreePort();
      for (const _time of [1, 2]) {
        const service = await starts[kind](port);
        const { url } = service;
        await service.stop();
        expect([service.port, new URL(url).port]).to.deep.equal([port, String(port)]);
      }
    });

    it(`is no ${kind} where the port is taken: says by whom, tries nothing else and leaves nothing behind`, async function () {
      if (kind === 'mysql') await needsMysql(this);
      const holder = createServer().listen(0, '127.0.0.1');
      await once(holder, 'listening');
      const address = holder.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      const hooks = quietHooks();
      try {
        const failure = await failureOf(starts[kind](port, hooks));
        expect(failure).to.include({ code: 'PORT_IN_USE' });
        expect(failure.message).to.include(`Port ${port}`).and.include(`services.${kind}.port`);
        if (process.platform === 'linux') expect(failure.message).to.include(`in use by process ${process.pid} (`);
        expect(hooks.tried).to.have.length(1);
        expect(await temp.serverFolders()).to.deep.equal([]);
      } finally {
        holder.close();
      }
    });
  }
});
