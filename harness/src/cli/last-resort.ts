import { type ExitCode, exitCodeWhenUnwritten, HarnessError } from '../internal.js';
import { explain } from './explain.js';

/** Codes that say by themselves why a run did not get to its end: a second Ctrl-C, and an error explained here. */
const explainedCodes: readonly (number | undefined)[] = [130, 3] satisfies readonly ExitCode[];

const endedEarly = (): HarnessError =>
  new HarnessError(
    'INTERNAL',
    'The process came to its end before the run did. A configuration that calls process.exit(), or awaits what never ' +
      'comes, does that; if yours does neither, please report it.',
  );

const stdoutUnwritable = (cause: Error): HarnessError =>
  new HarnessError(
    'OUTPUT_UNWRITABLE',
    `Not all could be printed on stdout (${cause.message}). Make room where it goes to, or send it elsewhere.`,
    { cause },
  );

/** `leakline run | head -1`: whoever does not want to read on must not end the run. */
const isClosedPipe = ({ code }: NodeJS.ErrnoException): boolean => code === 'EPIPE';

/**
 * Keeps the exit code true whatever happens: without this an uncaught error would exit with 1, which means a leak, and a
 * configuration that calls `process.exit(0)` with 0, which means clean.
 *
 * @returns to be called when the run has come to its end.
 */
export function guardExitCode(): () => void {
  let isFinished = false;
  let unprinted: Error | null = null;
  process.stdout.on('error', (error) => {
    if (!isClosedPipe(error)) unprinted ??= error;
  });
  process.stderr.on('error', () => undefined);
  process.on('uncaughtException', (error) => process.exit(explain(error)));
  process.on('exit', (code) => {
    if (!isFinished && !explainedCodes.includes(code)) process.exitCode = explain(endedEarly());
    else if (unprinted !== null) {
      explain(stdoutUnwritable(unprinted));
      process.exitCode = exitCodeWhenUnwritten(code as ExitCode);
    }
  });
  return () => {
    isFinished = true;
  };
}
