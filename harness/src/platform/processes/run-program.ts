import { type ChildProcess, spawn } from 'node:child_process';
import { guardExit } from './exit-guard.js';
import { killProcesses } from './kill-processes.js';
import type { OsUser } from './os-user.js';
import { keepTail } from './output-tail.js';
import type { ProcessMark } from './process-mark.js';

export interface ProgramOptions {
  readonly signal: AbortSignal;
  readonly cwd?: string;
  /** The whole environment of the child. Without it, the child inherits ours. */
  readonly env?: Readonly<Record<string, string>>;
  readonly user?: OsUser | null;
  /** After this time the command and its group are ended. */
  readonly timeoutMs: number;
  /** A mark for the command's processes. Processes that still have it when the command has ended are killed. */
  readonly mark?: ProcessMark;
}

export interface ProgramResult {
  readonly exitCode: number | null;
  /** Whether we ended it after `timeoutMs`. */
  readonly timedOut: boolean;
  /** Words for messages: `ended with code 1`, `was ended by SIGKILL`, `was ended after 10 s`. */
  readonly how: string;
  /** The end of what it printed to stdout and stderr. */
  readonly output: string;
  readonly stdout: string;
}

interface Ending extends Pick<ProgramResult, 'exitCode' | 'timedOut'> {
  readonly endedBy: NodeJS.Signals | null;
}

/** For commands that only look something up. A name service or a file system may be slow. */
export const probeTimeoutMs = 10_000;

/** Time between SIGTERM and SIGKILL for a process group. */
const graceMs = 2_000;

/** Runs a command until it ends. Rejects when it cannot be started or the signal aborts. */
export async function runProgram(
  command: string,
  args: readonly string[],
  options: ProgramOptions,
): Promise<ProgramResult> {
  options.signal.throwIfAborted();
  const { mark } = options;
  const program = { file: command, args, cwd: options.cwd ?? '.', searchPath: options.env?.PATH ?? '' };
  const marked = mark?.command(program) ?? program;
  const child = spawn(marked.file, marked.args, {
    // The command gets a group of its own, so that Ctrl-C in the terminal only reaches us and we can end the whole
    // group.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: { ...options.env } }),
    ...(options.user ?? {}),
  });
  // This comes before the wait for the end of the output, because a process that the command left behind may hold the
  // output open.
  if (mark !== undefined) child.once('exit', () => killProcesses(mark.readPids));
  const tail = keepTail(child.stdout, child.stderr);
  const stdout = keepTail(child.stdout);
  const ending = await untilClosed(child, options);
  options.signal.throwIfAborted();
  const { exitCode, timedOut } = ending;
  return { exitCode, timedOut, how: describeEnd(ending, options.timeoutMs), output: tail(), stdout: stdout() };
}

function describeEnd({ exitCode, endedBy, timedOut }: Ending, timeoutMs: number): string {
  if (timedOut) return `was ended after ${timeoutMs / 1000} s`;
  return endedBy === null ? `ended with code ${exitCode}` : `was ended by ${endedBy}`;
}

async function untilClosed(child: ChildProcess, options: ProgramOptions): Promise<Ending> {
  let timedOut = false;
  const end = () => endGroup(child);
  const liftGuard = guardExit(() => signalGroup(child, 'SIGTERM'));
  const endLate = () => {
    timedOut = true;
    end();
  };
  options.signal.addEventListener('abort', end, { once: true });
  const timer = setTimeout(endLate, options.timeoutMs);
  try {
    return await new Promise<Ending>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (exitCode, endedBy) => resolve({ exitCode, endedBy, timedOut }));
    });
  } finally {
    liftGuard();
    clearTimeout(timer);
    options.signal.removeEventListener('abort', end);
  }
}

/**
 * Ends the group of a command. Processes that left the group may still hold the pipes open, so we stop reading them.
 */
function endGroup(child: ChildProcess): void {
  // If the command has ended, a process that it left behind holds its output open, and gets no grace time.
  const hasEnded = child.exitCode !== null || child.signalCode !== null;
  signalGroup(child, 'SIGTERM');
  const kill = (): void => {
    signalGroup(child, 'SIGKILL');
    child.stdout?.destroy();
    child.stderr?.destroy();
  };
  const timer = setTimeout(kill, hasEnded ? 0 : graceMs);
  child.once('close', () => clearTimeout(timer));
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  // It does not matter whether the command has ended: its group may live on and hold the pipes.
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended.
  }
}
