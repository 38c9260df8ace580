import { filesExhausted } from '../sampling-messages.js';

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
