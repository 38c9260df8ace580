import { type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Session } from './session.js';

export interface Ending {
  readonly exitCode: number | null;
  /** stdout and stderr as they came. */
  readonly output: string;
}

interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly cwd?: string;
}

/** Runs a command to its end, in a process group that is taken down with the session. */
export async function runTracked(
  session: Session,
  [command, ...args]: readonly [string, ...string[]],
  { env = {}, input = '', ...options }: RunOptions = {},
): Promise<Ending> {
  session.signal.throwIfAborted();
  const settings: SpawnOptions = { ...options, detached: true, stdio: 'pipe', env: { ...process.env, ...env } };
  const child = spawn(command, args, settings);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  }
  child.stdin?.on('error', () => undefined).end(input);
  await once(child, 'spawn');
  session.tell('started', child.pid ?? 0);
  const [exitCode] = (await once(child, 'close')) as [number | null];
  session.tell('ended', child.pid ?? 0);
  return { exitCode, output };
}

/** The same for what has to work; rejects with what the command said last. */
export async function runOrFail(
  session: Session,
  command: readonly [string, ...string[]],
  options?: RunOptions,
): Promise<string> {
  const { exitCode, output } = await runTracked(session, command, options);
  if (exitCode !== 0) throw new Error(`\`${command.join(' ')}\` ended with code ${exitCode}:\n${output.slice(-4_000)}`);
  return output;
}
