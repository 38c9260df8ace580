import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { killProcesses } from '../platform/processes/kill-processes.js';
import type { OsUser } from '../platform/processes/os-user.js';
import { keepTail } from '../platform/processes/output-tail.js';
import type { ProcessMark } from '../platform/processes/process-mark.js';

export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Replaces the environment. Without it the server inherits ours. */
  readonly env?: Readonly<Record<string, string>>;
  readonly user?: OsUser | null;
  /** Written to stdin, which is then closed. */
  readonly input?: string;
  /** The name for messages, where the program is only a wrapper. */
  readonly shownAs?: string;
}

/** A command with the mark that its processes get. Null where not all of them are ours. */
export interface MarkedServerCommand extends ServerCommand {
  readonly mark: ProcessMark | null;
}

/** A server that we started, as a process. */
export interface ServerProcess {
  /** What was run, for messages. */
  readonly command: string;
  readonly pid: number;
  hasEnded(): boolean;
  outputTail(): string;
  /** Sends the signal, and SIGKILL after a grace time. Resolves when the process is gone. */
  stop(signal: NodeJS.Signals): Promise<void>;
}

/** A throw-away server has nothing to save, so one that takes longer hangs. */
const graceMs = 5_000;

/**
 * Starts a server in a session of its own. Otherwise Ctrl-C in the terminal would end it while the run still needs it
 * to finish.
 */
export async function spawnServer(server: MarkedServerCommand): Promise<ServerProcess> {
  const { mark } = server;
  const program = { file: server.command, args: server.args, cwd: server.cwd, searchPath: null };
  const { file, args } = mark?.command(program) ?? program;
  const child = spawn(file, args, {
    cwd: server.cwd,
    detached: true,
    stdio: [server.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    ...(server.env === undefined ? {} : { env: { ...server.env } }),
    ...(server.user ?? {}),
  });
  const tail = keepTail(child.stdout, child.stderr);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.stdin?.on('error', () => undefined).end(server.input);
  await once(child, 'spawn');
  child.on('error', () => undefined);
  return {
    command: server.shownAs ?? server.command,
    pid: child.pid ?? 0,
    hasEnded: () => hasEnded(child),
    outputTail: tail,
    stop: (signal) => stop({ child, ended, mark }, signal),
  };
}

interface StoppableServer {
  readonly child: ChildProcess;
  /** Resolves when no process holds its output open any more. */
  readonly ended: Promise<void>;
  readonly mark: ProcessMark | null;
}

async function stop({ child, ended, mark }: StoppableServer, signal: NodeJS.Signals): Promise<void> {
  if (!hasEnded(child)) child.kill(signal);
  const killRest = (): void => {
    if (mark !== null) killProcesses(mark.readPids);
  };
  const grace = new AbortController();
  const killer = delay(graceMs, undefined, { signal: grace.signal }).then(
    () => {
      child.kill('SIGKILL');
      killRest();
      // Processes that the server started may live on and hold its pipes open.
      child.stdout?.destroy();
      child.stderr?.destroy();
    },
    () => undefined,
  );
  await ended;
  grace.abort();
  await killer;
  killRest();
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
