import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HarnessError } from '../harness-error.js';
import type { Watchdog } from '../processes/watchdog.js';

/** Where temporary folders are made. Absolute, because a target that is told of a path runs in a folder of its own. */
export const temporaryRoot = (): string => path.resolve(tmpdir());

/** @param purpose as in "a folder for …" */
export const temporaryUnwritable = (root: string, purpose: string, cause: unknown): HarnessError =>
  new HarnessError(
    'TMPDIR_UNWRITABLE',
    `Cannot write below ${root} for ${purpose} (${cause instanceof Error ? cause.message : String(cause)}). Set TMPDIR to ` +
      'a folder that exists, may be written and has room.',
    { cause },
  );

/** Whether a file system took no more: full, over the user's quota, or turned read-only. */
export const isOutOfRoom = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT', 'EROFS'].includes((error as NodeJS.ErrnoException | null)?.code ?? '');

/** 48 random bits: nobody guesses them, and no two runs share them. */
const randomByteCount = 6;
/** How many characters they take in the name. */
export const randomCharacters = 8;

/**
 * A path that nobody uses. Unlike `mkdtemp` it makes no folder, so that a watchdog can know it before there is one: a
 * folder that was made first would stay if we died in between.
 */
export const temporaryPath = (prefix: string, root = temporaryRoot()): string =>
  path.join(root, prefix + randomBytes(randomByteCount).toString('base64url'));

/**
 * Makes a folder that only this user can enter, at a path that nobody uses. Whoever asks for it removes it.
 *
 * @param watchdog that was told of the path, and has nothing to look after where no folder can be made.
 * @throws HarnessError `TMPDIR_UNWRITABLE`
 */
export async function makeTemporaryFolder(folder: string, purpose: string, watchdog?: Watchdog): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (cause) {
    await watchdog?.release();
    throw temporaryUnwritable(path.dirname(folder), purpose, cause);
  }
}
