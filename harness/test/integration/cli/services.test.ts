import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import mysql from 'mysql2/promise';
import pg from 'pg';
import { createClient } from 'redis';
import type { RunningService } from '../../../src/model/service.js';
import { type ServiceKind, serviceKinds } from '../../../src/model/services/service-kind.js';
import { startMysql } from '../../../src/services/mysql/service.js';
import { startPostgres } from '../../../src/services/postgres/service.js';
import { startRedis } from '../../../src/services/redis/service.js';
import { type CliSandbox, createSandbox } from '../../fixtures/cli/cli-sandbox.js';
import { needsMysql } from '../../fixtures/services/needs-mysql.js';
import { quietHooks } from '../../fixtures/services/quiet-hooks.js';

const variables = { postgres: 'DATABASE_URL', mysql: 'MYSQL_URL', redis: 'REDIS_URL' } as const;
const refusedUrls = {
  postgres: 'postgres://me:secret-word@127.0.0.1:1/app',
  mysql: 'mysql://me:secret-word@127.0.0.1:1/app',
  redis: 'redis://:secret-word@127.0.0.1:1',
};

function withPassword(url: string, password: string): string {
  const changed = new URL(url);
  changed.password = password;
  return changed.href;
}

/** Takes every connection of a server; resolves to what gives them back. */
type Exhaust = (url: string) => Promise<() => Promise<unknown>>;

const exhaustPostgres: Exhaust = async (url) => {
  const clients: pg.Client[] = [];
  for (;;) {
    const client = new pg.Client(url);
    client.on('error', () => undefined);
    if (
      !(await client.connect().then(
        () => true,
        () => false,
      ))
    )
      break;
    clients.push(client);
  }
  return () => Promise.all(clients.map((client) => client.end()));
};

const exhaustMysql: Exhaust = async (url) => {
  const clients: mysql.Connection[] = [];
  for (;;) {
    const client = await mysql.createConnection(url).catch(() => null);
    if (client === null) break;
    client.on('error', () => undefined);
    clients.push(client);
  }
  return () => Promise.all(clients.map((client) => client.end()));
};

const exhaustRedis: Exhaust = async (url) => {
  const clients: { destroy(): void }[] = [];
  for (;;) {
    const client = createClient({ url, socket: { reconnectStrategy: false } });
    client.on('error', () => undefined);
    const isIn = await client
      .connect()
      .then(() => client.ping())
      .then(
        () => true,
        () => false,
      );
    if (!isIn) break;
    clients.push(client);
  }
  return async () => clients.map((client) => client.destroy());
};

describe('leakline run with services that cannot be used', () => {
  let sandbox: CliSandbox;
  let services: Readonly<Record<ServiceKind, RunningService>>;

  before(async function () {
    await needsMysql(this);
    const [postgres, mysqlServer, redis] = await Promise.all([
      startPostgres({ url: null, maxConnections: 6, provider: 'auto', image: 'postgres:17' }, quietHooks()),
      startMysql({ url: null, maxConnections: 10, provider: 'local', image: 'none' }, quietHooks()),
      startRedis({ url: null, maxConnections: 4, provider: 'local', image: 'redis:7-alpine' }, quietHooks()),
    ]);
    services = { postgres, mysql: mysqlServer, redis };
  });
  after(() => Promise.all(Object.values(services ?? {}).map((service) => service.stop())));
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => sandbox.remove());

  async function assertRefused(kind: ServiceKind, url: string, code: string, words: string): Promise<void> {
    sandbox.configure({}, { services: { [kind]: true } });
    const { exitCode, stdout, stderr } = await sandbox.run(['run'], { env: { [variables[kind]]: url } });
    const result = await sandbox.assertComplete();
    const [warning] = result.warnings;
    expect(warning?.code).to.equal(code);
    expect(warning?.message).to.include(words).and.include(new URL(url).host).and.include(variables[kind]);
    expect(stdout.replaceAll(/\s+/g, ' ')).to.include(words);
    const files = ['result.json', 'recording.ndjson', 'report.html'].map((name) =>
      readFileSync(path.join(sandbox.runFolder(), name), 'utf8'),
    );
    for (const text of [stdout, stderr, ...files]) expect(text).to.not.include(new URL(url).password);
    expect([result.verdict, result.exitCode, exitCode]).to.deep.equal(['failed', 3, 3]);
  }

  const exhaust = { postgres: exhaustPostgres, mysql: exhaustMysql, redis: exhaustRedis } as const;

  for (const kind of serviceKinds) {
    it(`names a ${kind} URL that refuses`, () =>
      assertRefused(kind, refusedUrls[kind], 'SERVICE_REFUSED', 'refused the connection'));

    it(`names a ${kind} URL with a wrong password, and not the password`, () =>
      assertRefused(
        kind,
        withPassword(services[kind].url, 'wrong-word'),
        'SERVICE_AUTH_FAILED',
        'rejected the user name or password',
      ));

    it(`says that ${kind} has no connection left`, async () => {
      const giveBack = await exhaust[kind](services[kind].url);
      try {
        await assertRefused(kind, services[kind].url, 'SERVICE_EXHAUSTED', 'no connection left');
      } finally {
        await giveBack();
      }
    });
  }

  it('stops the service that is up when the other cannot be had', async () => {
    sandbox.configure({}, { services: { postgres: true, redis: true } });
    const { exitCode } = await sandbox.run(['run'], { env: { REDIS_URL: refusedUrls.redis } });
    expect((await sandbox.assertComplete()).warnings[0]?.code).to.equal('SERVICE_REFUSED');
    expect(exitCode).to.equal(3);
  });
});
