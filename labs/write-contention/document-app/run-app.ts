import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Load } from '../drive-hits.js';
import type { TwinEnvironment } from '../twin-process.js';
import { lockCounter, readCounter, readPending, resetCounter } from './counter.js';
import { type AbFigures, runAb } from './run-ab.js';
import { type AppName, type RunningApp, startApp } from './start-app.js';

/** One load of `ab` on one of the lesson's apps, and what became of the hits. */
export interface AppRun {
  readonly title: string;
  readonly app: AppName;
  readonly load: Load;
  readonly ab: AbFigures;
  /** Answered with 2xx. */
  readonly accepted: number;
  readonly stored: number;
  /** Accepted and neither stored nor waiting; negative when more is stored than was accepted. */
  readonly lost: number;
  /** How many times `GET /process` was called. */
  readonly processCalls: number;
  readonly errors: Readonly<Record<string, number>>;
}

export interface CrashRun {
  readonly accepted: number;
  readonly stored: number;
  readonly pending: number;
  readonly lost: number;
}

export interface AppLoads {
  readonly direct: readonly Load[];
  readonly buffered: Load;
}

/** The commands of the lesson. */
export const lessonLoads: AppLoads = {
  direct: [
    { requests: 1_000, concurrency: 50 },
    { requests: 10_000, concurrency: 500 },
  ],
  buffered: { requests: 1_000, concurrency: 100 },
};

const crashHits: Load = { requests: 200, concurrency: 10 };
const processEveryMs = 5;
const blockedMs = 500;

async function withBody<T>(act: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'ab-'));
  const file = path.join(folder, 'post_data.json');
  writeFileSync(file, '{}\n');
  try {
    return await act(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function callProcess({ url }: RunningApp): Promise<void> {
  await fetch(`${url}/process`).then((answer) => answer.arrayBuffer());
}

/** Calls `/process` again and again, one call after the other. */
function keepProcessing(app: RunningApp): { stop(): Promise<number> } {
  let calls = 0;
  let isOver = false;
  const loop = async (): Promise<void> => {
    while (!isOver) {
      await callProcess(app).catch(() => undefined);
      calls += 1;
      await delay(processEveryMs);
    }
  };
  const running = loop();
  return {
    async stop() {
      isOver = true;
      await running;
      return calls;
    },
  };
}

interface Plan {
  readonly title: string;
  readonly app: AppName;
  readonly load: Load;
  readonly hasRow: boolean;
  readonly isPost: boolean;
  /** How many callers ask `/process` during the load; afterwards it is called once more. */
  readonly processors: number;
}

async function runPlan(plan: Plan, env: TwinEnvironment, bodyFile: string): Promise<AppRun> {
  const { title, app: name, load, hasRow, isPost, processors } = plan;
  const app = await startApp(name, env);
  try {
    await resetCounter(env.DATABASE_URL, hasRow);
    const callers = Array.from({ length: processors }, () => keepProcessing(app));
    const ab = await runAb(`${app.url}/hit`, load, isPost ? bodyFile : null);
    const calls = await Promise.all(callers.map((caller) => caller.stop()));
    if (name === 'buffered') await callProcess(app);
    const stored = await readCounter(env.DATABASE_URL);
    const accepted = ab.complete - ab.non2xx;
    const lost = accepted - stored - (name === 'buffered' ? await readPending(env.REDIS_URL) : 0);
    const processCalls = calls.reduce((sum, count) => sum + count, name === 'buffered' ? 1 : 0);
    return { title, app: name, load, ab, accepted, stored, lost, processCalls, errors: app.errors() };
  } finally {
    await app.stop();
  }
}

/** Kills the app while `/process` has deleted the hits from Redis and waits to write them to PostgreSQL. */
export async function killWhileProcessing(env: TwinEnvironment): Promise<CrashRun> {
  const app = await startApp('buffered', env);
  try {
    await resetCounter(env.DATABASE_URL, true);
    const ab = await withBody((file) => runAb(`${app.url}/hit`, crashHits, file));
    const lock = await lockCounter(env.DATABASE_URL);
    const processing = callProcess(app).catch(() => undefined);
    await delay(blockedMs);
    await app.stop('SIGKILL');
    await processing;
    // The server goes on with a statement it has got; it must not commit what the lesson's app did not ask to commit.
    await lock.release();
    await delay(blockedMs);
    const accepted = ab.complete - ab.non2xx;
    const stored = await readCounter(env.DATABASE_URL);
    const pending = await readPending(env.REDIS_URL);
    return { accepted, stored, pending, lost: accepted - stored - pending };
  } finally {
    await app.stop('SIGKILL');
  }
}

/** The lesson's two apps under its own commands, then what they leave out. */
export async function runApps(
  loads: AppLoads,
  env: TwinEnvironment,
  onRun: (run: AppRun) => void,
): Promise<readonly AppRun[]> {
  const [first] = loads.direct;
  if (first === undefined) throw new Error('There is no load for the direct app.');
  const direct = { app: 'direct', hasRow: true, isPost: true, processors: 0 } as const;
  const buffered = { app: 'buffered', load: loads.buffered, hasRow: true, isPost: true, processors: 0 } as const;
  const plans: readonly Plan[] = [
    { ...direct, title: 'Direct, the row is missing at first', load: first, hasRow: false },
    ...loads.direct.map((load) => ({ ...direct, title: 'Direct', load })),
    ...loads.direct.map((load) => ({ ...direct, app: 'unpooled' as const, title: 'Direct, without a pool', load })),
    { ...buffered, title: 'Buffered, the command as printed (GET)', isPost: false },
    { ...buffered, title: 'Buffered, /process afterwards' },
    { ...buffered, title: 'Buffered, /process during the load', processors: 1 },
    { ...buffered, title: 'Buffered, /process by four callers', processors: 4 },
  ];
  return withBody(async (file) => {
    const runs: AppRun[] = [];
    for (const plan of plans) {
      const run = await runPlan(plan, env, file);
      onRun(run);
      runs.push(run);
    }
    return runs;
  });
}
