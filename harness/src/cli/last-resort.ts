import { type ExitCode, exitCodeWhenUnwritten, HarnessError } from '../internal.js';
import { explain } from './explain.js';

/** Exit codes that are already explained: that of a second Ctrl-C, and that of an error printed here. */
const explainedCodes: readonly (number | undefined)[] = [130, 3] satisfies readonly ExitCode[];

const endedEarly = (): HarnessError =>
  new HarnessError(
    'INTERNAL',
    'The process came to its end before the run did. A configuration causes this when it calls process.exit(), or awaits ' +
      'something that never happens. If yours does neither, please report it.',
  );

const stdoutUnwritable = (cause: Error): HarnessError =>
  new HarnessError(
    'OUTPUT_UNWRITABLE',
    `Not everything could be printed on stdout (${cause.message}). Free space where the output goes, or send it elsewhere.`,
    { cause },
  );

/** Whether the reader of the output has closed it, as in `leakline run | head -1`. This must not end the run. */
const isClosedPipe = ({ code }: NodeJS.ErrnoException): boolean => code === 'EPIPE';

/**
 * Makes sure that the exit code is right. Without this, an uncaught error would exit with 1, which means a leak. A
 * configuration that calls `process.exit(0)` would exit with 0, which means clean.
 *
 * @returns a function to call when the run has finished.
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
