import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { TwinProcess } from '../../labs/write-contention/twin-process.js';
import { findPython } from '../../scripts/python/find-python.js';

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfter: string | null;
}

/** A process of `apps/python/`. */
export interface PythonProcess extends TwinProcess {
  get(urlPath: string): Promise<Answer>;
  post(urlPath: string): Promise<Answer>;
  /** Null while it runs, and when a signal ended it. */
  exitCode(): number | null;
}

const folder = fileURLToPath(new URL('../../apps/python', import.meta.url));

/** Skips the suite of a `before` hook where no Python has what the services import; `npm test` installs it where it may. */
export function needPython(hook: Mocha.Context): void {
  try {
    findPython();
  } catch {
    hook.skip();
  }
}

let python: string | undefined;

function spawnPython(script: string, env: NodeJS.ProcessEnv): ChildProcess {
  const inherited = { ...process.env };
  for (const variable of ['DATABASE_URL', 'REDIS_URL', 'PORT', 'HOST']) delete inherited[variable];
  python ??= findPython();
  return spawn(python, [path.join(folder, script)], {
    env: { ...inherited, PYTHONDONTWRITEBYTECODE: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs a process that is expected to give up at once. */
export async function failToStartPython(
  script: string,
  env: NodeJS.ProcessEnv,
): Promise<{ code: unknown; stderr: string }> {
  const child = spawnPython(script, env);
  if (child.stderr === null) throw new Error('stderr is not piped');
  const [[code], stderr] = await Promise.all([once(child, 'exit'), text(child.stderr)]);
  return { code, stderr };
}

/** Starts a process and waits for its first line. */
export async function startPython(script: string, env: NodeJS.ProcessEnv): Promise<PythonProcess> {
  const child = spawnPython(script, { PORT: '0', ...env });
  const readyLine = await readFirstLine(child, script);
  const address = /http:\S+/.exec(readyLine)?.[0] ?? '';
  return {
    readyLine,
    get: (urlPath) => send('GET', `${address}${urlPath}`),
    post: (urlPath) => send('POST', `${address}${urlPath}`),
    stop: (signal = 'SIGTERM') => stop(child, signal),
    exitCode: () => child.exitCode,
  };
}

async function readFirstLine(child: ChildProcess, script: string): Promise<string> {
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const exited = once(child, 'close').then(([code]) => {
    throw new Error(`${script} ended with code ${code} before it was ready: ${said}`);
  });
  exited.catch(() => undefined);
  if (child.stdout === null) throw new Error(`${script} has no stdout to read.`);
  const [chunk] = await Promise.race([once(child.stdout, 'data'), exited]);
  child.stdout.resume();
  return String(chunk).trim();
}

async function send(method: 'GET' | 'POST', url: string): Promise<Answer> {
  const response = await fetch(url, { method });
  return { status: response.status, body: await response.json(), retryAfter: response.headers.get('retry-after') };
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}
