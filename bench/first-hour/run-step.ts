import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';

/** One command of a user, as it ended. */
export interface Step {
  readonly command: string;
  /** Null when it had to be killed at its limit. */
  readonly exit: number | NodeJS.Signals | null;
  readonly output: string;
  readonly seconds: number;
}

/** Longer than any step takes beside another run; the run of a service with ten endpoints is the longest. */
const limitMs = 8 * 60_000;

/** What npm tells the scripts that it runs, and addresses of services that are not the ones of this run. */
const isOurs = (name: string): boolean =>
  /^(npm_(package|lifecycle|command|config_local_prefix)|INIT_CWD$|PORT$|NODE_OPTIONS$|DATABASE_URL$|DB_|PG|TYPEORM_|REDIS_|LOGIN_)/.test(
    name,
  );

/** A shell of somebody who never heard of this repository. */
function userEnvironment(temporary: string, more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !isOurs(name));
  const programs = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => !folder.includes('node_modules'));
  return {
    ...Object.fromEntries(kept),
    PATH: programs.join(path.delimiter),
    TMPDIR: temporary,
    NO_COLOR: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    ...more,
  };
}

/** Runs a command line in the folder of a service, with all that it starts killed at its limit. */
export async function runStep(
  command: string,
  cwd: string,
  temporary: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<Step> {
  const startMs = Date.now();
  const child = spawn('/bin/bash', ['-c', `${command} 2>&1`], {
    cwd,
    env: userEnvironment(temporary, environment),
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  let isOverdue = false;
  const timer = setTimeout(() => {
    isOverdue = true;
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }, limitMs);
  const ended = new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.on('error', reject).on('exit', (code, signal) => resolve(code ?? signal));
  });
  const output = await text(child.stdout);
  const exit = await ended;
  clearTimeout(timer);
  return { command, exit: isOverdue ? null : exit, output, seconds: (Date.now() - startMs) / 1000 };
}
