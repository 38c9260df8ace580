import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { Client } from 'pg';
import { createClient } from 'redis';
import { startPostgres as startOwnPostgres } from '../../harness/src/services/postgres/service.js';
import { quietHooks } from '../../harness/test/fixtures/services/quiet-hooks.js';

/** A server for the tests, with a connection of its own that counts the others. */
export interface TestServer {
  readonly url: string;
  countClients(): Promise<number>;
  /** Breaks every client's connection, as a restart of the server or a firewall would. */
  dropClients(): Promise<void>;
  stop(): Promise<void>;
}

export interface TestServers {
  readonly postgres: TestServer;
  readonly redis: TestServer;
}

/** Roomy enough for what a test leaks on purpose, small enough to be exhausted on purpose. */
export const maxConnections = 60;

/**
 * Starts a pair for the suite of a `before` hook, and ends it after everything else of that suite. Not one for all files:
 * files that run one after the other in one process share their modules.
 */
export async function startServers(hook: Mocha.Context): Promise<TestServers> {
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  hook.test?.parent?.afterAll(() => Promise.all([postgres.stop(), redis.stop()]));
  return { postgres, redis };
}

export async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function startPostgres(): Promise<TestServer> {
  const server = await startOwnPostgres(
    { url: null, maxConnections, provider: 'embedded', image: 'postgres:17' },
    quietHooks(),
  );
  const observer = new Client({ connectionString: server.url });
  observer.on('error', () => undefined);
  await observer.connect();
  return {
    url: server.url,
    countClients: () => countBackends(observer),
    dropClients: async () => {
      await observer.query(
        `SELECT pg_terminate_backend(pid, ${patienceMs}) FROM pg_stat_activity WHERE ${otherBackends}`,
      );
    },
    stop: async () => {
      await observer.end();
      await server.stop();
    },
  };
}

/** How long a session may take to end; without it the server only sends the signal. */
const patienceMs = 5_000;

/** Those of the same role: the harness watches its own server as a superuser. */
const otherBackends = 'usename = current_user AND pid <> pg_backend_pid()';

async function countBackends(observer: Client): Promise<number> {
  const text = `SELECT count(*)::int AS others FROM pg_stat_activity WHERE ${otherBackends}`;
  const { rows } = await observer.query<{ others: number }>(text);
  return rows[0]?.others ?? Number.NaN;
}

async function startRedis(): Promise<TestServer> {
  const port = await findFreePort();
  const flags = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', flags, { cwd: tmpdir(), stdio: 'ignore' });
  await once(server, 'spawn');
  const exited = once(server, 'exit');
  const url = `redis://127.0.0.1:${port}`;
  const observer = createClient({ url, socket: { reconnectStrategy: 20 } });
  observer.on('error', () => undefined);
  await observer.connect();
  return {
    url,
    countClients: async () => (await observer.clientList()).length - 1,
    dropClients: async () => {
      await observer.sendCommand(['CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes']);
    },
    stop: async () => {
      observer.destroy();
      server.kill('SIGTERM');
      await exited;
    },
  };
}
