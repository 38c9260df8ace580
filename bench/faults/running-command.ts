import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Ground } from './ground.js';

const leaklineProgram = fileURLToPath(new URL('../../harness/bin/leakline.js', import.meta.url));

/** How Leakline is called. */
export interface Command {
  /** After `leakline`. */
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Shell text before the command, such as `ulimit -n 128;`. */
  readonly before?: string;
  /** Words in front of the command itself, such as `setpriv …`. */
  readonly through?: readonly string[];
  readonly cwd?: string;
}

export interface CommandEnd {
  /** The exit code, or the signal that ended it; null when it had to be killed at its limit. */
  readonly exit: number | NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

export interface RunningCommand {
  readonly pid: number;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with the match when its output has this; rejects when it ends without. */
  untilSays(wanted: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<CommandEnd>;
}

const pollMs = 20;

/** More than a run prints; the rest is let go. */
const keptCharacters = 4_000_000;

const quote = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

function toShell({ args, before = '', through = [] }: Command): string {
  const words = [...through, process.execPath, leaklineProgram, ...args].map(quote).join(' ');
  return `${before} exec ${words}`;
}

function environmentOf({ environment = {} }: Command, { temporary, secret }: Ground): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  const common = { PATH, HOME, NO_COLOR: '1', TMPDIR: temporary, FAULT_API_TOKEN: secret };
  return { ...common, ...environment };
}

/** Starts Leakline as a shell would, and kills it at its limit. */
export function startCommand(command: Command, ground: Ground, limitSeconds: number): RunningCommand {
  const startMs = Date.now();
  const child: ChildProcess = spawn('/bin/bash', ['-c', toShell(command)], {
    cwd: command.cwd ?? ground.folder,
    env: environmentOf(command, ground),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      output[name] = (output[name] + text).slice(-keptCharacters);
    });
  }
  let isOverdue = false;
  const timer = setTimeout(() => {
    isOverdue = true;
    child.kill('SIGKILL');
  }, limitSeconds * 1000);
  const ended = new Promise<CommandEnd>((resolve) => {
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      // What is in the pipes comes a moment later; a process left behind may hold them open for ever.
      setTimeout(() => {
        const exit = isOverdue ? null : (signal ?? code);
        resolve({ exit, ...output, seconds: (Date.now() - startMs) / 1000 });
      }, 200);
    });
  });
  return {
    pid: child.pid ?? 0,
    kill: (signal) => void child.kill(signal),
    async untilSays(wanted) {
      for (;;) {
        const match = wanted.exec(output.stdout + output.stderr);
        if (match !== null) return match;
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`It ended and did not say ${wanted}.`);
        await sleep(pollMs);
      }
    },
    ended,
  };
}
