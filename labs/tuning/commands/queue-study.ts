import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { createClient } from 'redis';
import { python } from '../../shared/find-missing-tools.js';
import { countActive, readConcurrency } from './parse-outputs.js';
import { runCommand, runOrFail, startCommand, stopCommand } from './run-command.js';

/** Celery with prefork workers, while all of them work. */
export interface QueueFigures {
  readonly concurrency: number;
  /** Nodes and tasks of `celery inspect active`. */
  readonly active: { readonly nodes: number; readonly tasks: number };
  /** The same while no task runs. */
  readonly activeAtRest: { readonly nodes: number; readonly tasks: number };
  /** `max-concurrency` of `celery inspect stats`. */
  readonly statedConcurrency: number | null;
  /** Lines of `ps aux | grep celery`, the grep among them. */
  readonly psLines: number;
  readonly postgresConnections: number;
  /** Beyond those that were there before the worker started. */
  readonly redisConnections: number;
  readonly redisConnectionsAtRest: number;
  readonly stored: number;
}

export type QueueEnvironment = Readonly<Record<'DATABASE_URL' | 'REDIS_URL', string>>;

const folder = path.join(import.meta.dirname, 'python');
const taskSeconds = 20;
const startTimeoutMs = 120_000;
const inspectSeconds = '3';

async function askPostgres(url: string, sql: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ count: string }>(sql);
    return Number(rows[0]?.count);
  } finally {
    await client.end();
  }
}

async function countRedis(url: string): Promise<number> {
  const client = createClient({ url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const list = String(await client.sendCommand(['CLIENT', 'LIST']));
    return list.trim().split('\n').length - 1;
  } finally {
    await client.close();
  }
}

const psLines = async (word: string, root: number): Promise<number> => {
  const all = await runOrFail('sh', ['-c', `ps axo pid,pgid,args | grep ${word}`]);
  // Other programs of that name on the machine are not ours; the shell and its grep are told apart by their text.
  return all.split('\n').filter((line) => new RegExp(`^\\s*\\d+\\s+${root}\\s`).test(line)).length + 1;
};

/** Starts one node of Celery with as many processes, gives each a task, and looks as the lesson says. */
export async function studyQueue(concurrency: number, services: QueueEnvironment): Promise<QueueFigures> {
  const env = { ...services, PYTHONDONTWRITEBYTECODE: '1' };
  const options = { cwd: folder, env };
  const celery = (...args: readonly string[]) =>
    runCommand(python, ['-m', 'celery', '-A', 'shop_queue', ...args], options);
  const inspect = async (what: string): Promise<string> =>
    (await celery('inspect', what, '--json', '--timeout', inspectSeconds)).stdout;
  const before = await countRedis(services.REDIS_URL);
  const workerArgs = ['-m', 'celery', '-A', 'shop_queue', 'worker', `--concurrency=${concurrency}`, '--pool=prefork'];
  const worker = startCommand(python, workerArgs, options);
  try {
    const deadlineMs = performance.now() + startTimeoutMs;
    let atRest = countActive(await inspect('active'));
    while (atRest.nodes === 0) {
      if (worker.exitCode !== null || performance.now() > deadlineMs)
        throw new Error('The Celery worker did not start.');
      atRest = countActive(await inspect('active'));
    }
    const redisConnectionsAtRest = (await countRedis(services.REDIS_URL)) - before;
    await runOrFail(python, ['shop_queue.py', 'send', String(2 * concurrency), String(taskSeconds)], options);
    const ours = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'shop_queue'";
    const busyBy = performance.now() + startTimeoutMs;
    while ((await askPostgres(services.DATABASE_URL, ours)) < concurrency && performance.now() < busyBy)
      await delay(50);
    const [active, stats] = await Promise.all([inspect('active'), inspect('stats')]);
    const figures = {
      postgresConnections: await askPostgres(services.DATABASE_URL, ours),
      redisConnections: (await countRedis(services.REDIS_URL)) - before,
      psLines: await psLines('celery', worker.pid ?? 0),
    };
    const storedBy = performance.now() + startTimeoutMs;
    const countStored = () => askPostgres(services.DATABASE_URL, 'SELECT count(*) FROM images');
    let stored = await countStored();
    while (stored < 2 * concurrency && performance.now() < storedBy) {
      await delay(100);
      stored = await countStored();
    }
    return {
      concurrency,
      active: countActive(active),
      activeAtRest: atRest,
      statedConcurrency: readConcurrency(stats),
      redisConnectionsAtRest,
      ...figures,
      stored,
    };
  } finally {
    await stopCommand(worker);
  }
}

/** Makes the tables of the queue and of the backup. */
export async function prepareTables(visits: number, services: QueueEnvironment): Promise<void> {
  await runOrFail(python, ['shop_queue.py', 'prepare', String(visits)], { cwd: folder, env: services });
}

/** Lines of `ps aux | grep gunicorn` with as many workers: those of gunicorn, and the grep itself. */
export async function studyGunicorn(workers: number, port: number): Promise<number> {
  const args = ['-m', 'gunicorn', 'shop_web:app', '--workers', String(workers), '--bind', `127.0.0.1:${port}`];
  const server = startCommand(python, [...args, '--worker-class', 'uvicorn.workers.UvicornWorker'], {
    cwd: folder,
    env: { PYTHONDONTWRITEBYTECODE: '1' },
  });
  try {
    const deadlineMs = performance.now() + startTimeoutMs;
    let lines = 0;
    while (lines < workers + 2 && performance.now() < deadlineMs) {
      await delay(200);
      lines = await psLines('gunicorn', server.pid ?? 0);
    }
    return lines;
  } finally {
    await stopCommand(server);
  }
}
