import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A process of a twin: its service, or the worker that stores what the service accepted. */
export interface TwinProcess {
  /** What it printed when it was ready, e.g. the address it listens on. */
  readonly readyLine: string;
  /** Ends it in order, or at once with `SIGKILL`; waits until it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export type TwinEnvironment = Readonly<Record<'DATABASE_URL' | 'REDIS_URL', string>> & { readonly PORT?: string };

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Starts a built twin's service and waits until it listens. */
export const startService = (twin: string, env: TwinEnvironment): Promise<TwinProcess> =>
  start(`apps/${twin}/dist/server.js`, { PORT: '0', ...env });

/** Starts the service that has a pool and no buffer; the twins have made its table. */
export const startPooledService = (env: TwinEnvironment): Promise<TwinProcess> =>
  start('labs/write-contention/pooled-service.mjs', env);

/** Starts the worker of the twin that buffers. */
export const startWorker = (env: TwinEnvironment): Promise<TwinProcess> =>
  start('apps/without-leak/dist/worker.js', env);

/** Where the service listens. */
export function baseUrlOf({ readyLine }: TwinProcess): URL {
  const address = /http:\S+/.exec(readyLine)?.[0];
  if (address === undefined) throw new Error(`No address in "${readyLine}". Is this the process of a service?`);
  return new URL(address);
}

async function start(script: string, env: TwinEnvironment): Promise<TwinProcess> {
  const child = spawn(process.execPath, [path.join(root, script)], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const readyLine = await readFirstLine(child, script);
  // Errors of a server that is killed on purpose are expected; an unread pipe would fill and stop the process.
  child.stderr.resume();
  return { readyLine, stop: (signal = 'SIGTERM') => stop(child, signal) };
}

async function readFirstLine(child: ChildProcess, script: string): Promise<string> {
  const exited = once(child, 'exit').then(([code]) => {
    throw new Error(`${script} ended with code ${code} before it was ready. Is it built (npm run build)?`);
  });
  exited.catch(() => undefined);
  if (child.stdout === null) throw new Error(`${script} has no stdout to read.`);
  const [chunk] = await Promise.race([once(child.stdout, 'data'), exited]);
  child.stdout.resume();
  return String(chunk).trim();
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}
