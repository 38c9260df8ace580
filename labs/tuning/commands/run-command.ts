import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { text } from 'node:stream/consumers';

export interface CommandResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly input?: string;
}

/** Runs a command to its end and keeps what it said. */
export async function runCommand(
  command: string,
  args: readonly string[],
  { env = {}, input = '', ...options }: CommandOptions = {},
): Promise<CommandResult> {
  const child = spawn(command, args, { ...options, env: { ...process.env, ...env } });
  child.stdin.on('error', () => undefined).end(input);
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { exitCode, stdout, stderr };
}

/** The same for what has to work. */
export async function runOrFail(command: string, args: readonly string[], options?: CommandOptions): Promise<string> {
  const { exitCode, stdout, stderr } = await runCommand(command, args, options);
  if (exitCode !== 0) throw new Error(`${command} ended with code ${exitCode}: ${stderr.trim().slice(-400)}`);
  return stdout;
}

/** Starts a command that runs until it is stopped, in a process group of its own. It does not outlive an interrupted lab. */
export function startCommand(command: string, args: readonly string[], options: CommandOptions): ChildProcess {
  const { env, cwd } = options;
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: 'ignore', detached: true });
  const end = (signal: NodeJS.Signals): void => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    process.exit(128 + os.constants.signals[signal]);
  };
  const signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM'];
  for (const signal of signals) process.once(signal, end);
  child.once('exit', () => {
    for (const signal of signals) process.off(signal, end);
  });
  return child;
}

const stopTimeoutMs = 10_000;

/** Stops it in order, and what is left of its group by force. */
export async function stopCommand(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  const exited = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : Promise.resolve();
  child.kill('SIGTERM');
  const timer = setTimeout(() => process.kill(-pid, 'SIGKILL'), stopTimeoutMs);
  await exited;
  clearTimeout(timer);
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group is empty: all of it ended in order.
  }
}
