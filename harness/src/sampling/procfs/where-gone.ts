import { HarnessError } from '../../platform/harness-error.js';

/** @param cause as Node.js gives it: which file, and `EMFILE` or `ENFILE`. */
const filesExhausted = (cause: Error): HarnessError =>
  new HarnessError(
    'FILES_EXHAUSTED',
    `Leakline has no file descriptor left and cannot count what the target holds (${cause.message}). Allow it more open ` +
      'files (ulimit -n), or lower connections.',
    { cause },
  );

const outOfFiles: readonly (string | undefined)[] = ['EMFILE', 'ENFILE'];

/**
 * For `catch` at a file of `/proc`: the value where the process has gone or may not be looked at. Out of descriptors we
 * would see nothing either, and take it for nothing held.
 *
 * @throws HarnessError `FILES_EXHAUSTED`
 */
export const whereGone =
  <T>(value: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (outOfFiles.includes(error.code)) throw filesExhausted(error);
    return value;
  };
