import { createOutput, type ExitCode, HarnessError, readOwnVersion } from '../internal.js';
import type { CliContext } from './cli-context.js';
import { explain } from './explain.js';
import { listenForInterrupt } from './interrupt.js';
import { guardExitCode } from './last-resort.js';
import { runProgram } from './program.js';

/** The folder that the shell is in may have been removed meanwhile, and nothing can be found from nowhere. */
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

/** Resolves when all that was written before has gone out, or nobody takes it. */
const written = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => {
    stream.write('', () => resolve());
  });

/**
 * Runs what the command line says and ends with its exit code. Called by `bin/leakline.js` once everything is loaded. What a
 * configuration leaves open in this process, a server or a pool of connections, must not keep it from its end.
 */
export async function main(): Promise<void> {
  const finished = guardExitCode();
  process.exitCode = await run();
  finished();
  await Promise.all([written(process.stdout), written(process.stderr)]);
  process.exit();
}
