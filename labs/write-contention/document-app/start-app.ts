import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { python } from '../../shared/find-missing-tools.js';
import { freePort } from '../../shared/free-port.js';
import type { TwinEnvironment } from '../twin-process.js';

export type AppName = 'direct' | 'unpooled' | 'buffered';

export interface RunningApp {
  readonly url: string;
  /** Errors that the app wrote to its log so far, by their last line, most frequent first. */
  errors(): Readonly<Record<string, number>>;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

const startTimeoutMs = 30_000;
const folder = path.join(import.meta.dirname, 'python');

/** Last lines of tracebacks: `asyncpg.exceptions.TooManyConnectionsError: sorry, too many clients already`. */
export function countErrors(log: string): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const [, block = ''] of log.matchAll(/Exception in ASGI application\n([\s\S]*?)(?=\nINFO:|\nERROR:|$)/g)) {
    const lines = block.split('\n').filter((line) => /^[\w.]+(Error|Exception|Violation)\b/.test(line));
    const last =
      lines
        .at(-1)
        ?.replace(/^\(.*?\) /, '')
        .slice(0, 160) ?? 'unknown';
    counts.set(last, (counts.get(last) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}

/** Starts one of the lesson's apps with uvicorn, one worker as in the lesson, and waits until it answers. */
export async function startApp(name: AppName, env: TwinEnvironment): Promise<RunningApp> {
  const port = await freePort();
  const args = ['-m', 'uvicorn', '--host', '127.0.0.1', '--port', String(port), '--no-access-log', `${name}:app`];
  const child = spawn(python, args, {
    cwd: folder,
    env: { ...process.env, ...env, PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    log += chunk;
  });
  const url = `http://127.0.0.1:${port}`;
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };
  const deadlineMs = performance.now() + startTimeoutMs;
  while (
    !(await fetch(`${url}/docs`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null || performance.now() > deadlineMs) {
      await stop('SIGKILL');
      throw new Error(`${name}.py did not start: ${log.trim().split('\n').at(-1) ?? ''}`);
    }
    await delay(50);
  }
  return { url, errors: () => countErrors(log), stop };
}
