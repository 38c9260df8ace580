import { readdirSync } from 'node:fs';
import path from 'node:path';
import { createSharedServices, resolveConfig } from 'leakline';
import { freePort } from '../../shared/free-port.js';
import { type BackupFigures, studyBackup } from './backup-study.js';
import { prepareTables, type QueueFigures, studyGunicorn, studyQueue } from './queue-study.js';

export interface CommandFigures {
  readonly queue: QueueFigures;
  readonly gunicornLines: number;
  readonly backup: BackupFigures;
}

/** The lesson's numbers of workers. */
const queueWorkers = 12;
const webWorkers = 8;
const visits = 10_000;

const debianRoot = '/usr/lib/postgresql';

/** Programs of the newest PostgreSQL that Debian installed, which is the one that provider `local` starts; null without one. */
export function debianBin(): string | null {
  try {
    const [newest] = readdirSync(debianRoot).sort((a, b) => Number(b) - Number(a));
    return newest === undefined ? null : path.join(debianRoot, newest, 'bin');
  } catch {
    return null;
  }
}

/** No environment: the lab never writes into a database that it did not start. */
const configOf = (provider: 'local' | 'embedded') =>
  resolveConfig(
    {
      services: { postgres: { provider, maxConnections: 100 }, ...(provider === 'local' ? { redis: {} } : {}) },
      targets: [{ name: 'commands', url: 'http://127.0.0.1:1' }],
      endpoints: ['GET /'],
    },
    {},
    { configFile: null, cwd: process.cwd(), environment: {} },
  );

/** One server for the work, an empty one to restore into, and one of a newer version. */
export async function runCommands(bin: string): Promise<CommandFigures & { readonly services: readonly string[] }> {
  const pools = [createSharedServices(), createSharedServices(), createSharedServices()] as const;
  const [work, empty, newer] = pools;
  try {
    const services = await work.lend(configOf('local').services);
    const emptied = await empty.lend(configOf('local').services);
    const embedded = await newer.lend(configOf('embedded').services);
    const urlOf = (list: typeof services, wanted: string): string =>
      list.find(({ kind }) => kind === wanted)?.url ?? '';
    const env = { DATABASE_URL: urlOf(services, 'postgres'), REDIS_URL: urlOf(services, 'redis') };
    await prepareTables(visits, env);
    console.error(`Celery with ${queueWorkers} workers …`);
    const queue = await studyQueue(queueWorkers, env);
    console.error(`gunicorn with ${webWorkers} workers …`);
    const gunicornLines = await studyGunicorn(webWorkers, await freePort());
    console.error('pg_dump and psql …');
    const backup = await studyBackup(env.DATABASE_URL, urlOf(emptied, 'postgres'), urlOf(embedded, 'postgres'), {
      bin,
    });
    return {
      queue,
      gunicornLines,
      backup,
      services: services.map(({ kind, description }) => `${kind} ${description}`),
    };
  } finally {
    for (const pool of pools) await pool.stop();
  }
}
