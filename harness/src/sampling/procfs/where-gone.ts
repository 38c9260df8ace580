import { HarnessError } from '../../platform/harness-error.js';

/** @param cause the error of Node.js. Its message names the file, and `EMFILE` or `ENFILE`. */
const filesExhausted = (cause: Error): HarnessError =>
  new HarnessError(
    'FILES_EXHAUSTED',
    `Leakline has no file descriptor left and cannot count what the target holds (${cause.message}). Allow it more open ` +
      'files (ulimit -n), or lower connections.',
    { cause },
  );

const outOfFiles: readonly (string | undefined)[] = ['EMFILE', 'ENFILE'];

/**
 * For `catch` after reading a file of `/proc`. Returns the value where the process has ended or may not be looked at.
 * Throws where Leakline has no descriptors left, because it could not read anything then and would count zero.
 *
 * @throws HarnessError `FILES_EXHAUSTED`
 */
export const whereGone =
  <T>(value: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (outOfFiles.includes(error.code)) throw filesExhausted(error);
    return value;
  };
