import { createOutput, type ExitCode, HarnessError, readOwnVersion } from '../internal.js';
import type { CliContext } from './cli-context.js';
import { explain } from './explain.js';
import { guardExitCode } from './last-resort.js';
import { runProgram } from './program.js';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

interface Interrupt {
  readonly signal: AbortSignal;
  /** Removes the signal handlers. */
  release(): void;
}

/**
 * Turns Ctrl-C and similar signals into an abort, so that a run can stop its processes and write what it has. A second
 * signal ends the process at once. The exit hooks of those who started processes then kill them.
 */
function listenForInterrupt(): Interrupt {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(130);
    process.stderr.write('\nStopping; press Ctrl-C again to stop at once.\n');
    controller.abort(new HarnessError('INTERRUPTED', 'Interrupted.'));
  };
  for (const name of signals) process.on(name, onSignal);
  return {
    signal: controller.signal,
    release: () => {
      for (const name of signals) process.off(name, onSignal);
    },
  };
}

/** The working folder. It may have been removed since the shell entered it. */
function workingFolder(): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw new HarnessError('USAGE', 'The working folder no longer exists. Change to one that does.', { cause });
  }
}

async function run(): Promise<ExitCode> {
  const interrupt = listenForInterrupt();
  try {
    const context: CliContext = {
      cwd: workingFolder(),
      environment: process.env,
      output: createOutput(process),
      signal: interrupt.signal,
    };
    return await runProgram(process.argv.slice(2), context, readOwnVersion());
  } catch (error) {
    return explain(error);
  } finally {
    interrupt.release();
  }
}

/** Resolves when everything written before has been passed on, or nobody reads it any more. */
const written = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => {
    stream.write('', () => resolve());
  });

/**
 * Runs the command line and ends the process with its exit code. `bin/leakline.js` calls this once everything is
 * loaded. A configuration may leave a server or a pool of connections open in this process, which must not keep it from
 * ending.
 */
export async function main(): Promise<void> {
  const finished = guardExitCode();
  process.exitCode = await run();
  finished();
  await Promise.all([written(process.stdout), written(process.stderr)]);
  process.exit();
}
