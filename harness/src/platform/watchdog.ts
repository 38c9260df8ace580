import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** A tiny shell that outlives us just long enough to clear up, should we die without doing so. */
export interface Watchdog {
  /** Sends the script a line that it may need later. */
  tell(line: string): void;
  /** Call once there is nothing left to clear up. */
  release(): Promise<void>;
}

/**
 * Starts a script whose standard input is a pipe that only we hold. The line `done` means that all is well; end-of-file
 * means that we died, however that happened, SIGKILL included.
 */
export function startWatchdog(script: string, args: readonly string[]): Watchdog {
  // A session of its own, so that Ctrl-C in the terminal does not end it together with us.
  const child = spawn('sh', ['-c', script, 'leakline-watchdog', ...args], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Without a shell there is no watchdog, which is no reason to refuse the run.
  const ended = once(child, 'exit').catch(() => undefined);
  // Out of descriptors there is no stream either, whatever the type says.
  const stdin = child.stdin as Writable | undefined;
  stdin?.on('error', () => undefined);
  return {
    tell: (line) => void stdin?.write(`${line}\n`),
    release: async () => {
      stdin?.end('done\n');
      await ended;
    },
  };
}
