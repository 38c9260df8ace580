import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HarnessError } from '../harness-error.js';
import type { Watchdog } from '../processes/watchdog.js';

/**
 * Where temporary folders are made. The path is absolute, because a target that gets a path runs in a folder of its
 * own.
 */
export const temporaryRoot = (): string => path.resolve(tmpdir());

/** @param purpose the words that follow "for" in the message. */
export const temporaryUnwritable = (root: string, purpose: string, cause: unknown): HarnessError =>
  new HarnessError(
    'TMPDIR_UNWRITABLE',
    `Cannot write below ${root} for ${purpose} (${cause instanceof Error ? cause.message : String(cause)}). Set TMPDIR to ` +
      'a folder that exists, may be written and has room.',
    { cause },
  );

/** Whether a file system refused to store more: it is full, over the user's quota, or has become read-only. */
export const isOutOfRoom = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT', 'EROFS'].includes((error as NodeJS.ErrnoException | null)?.code ?? '');

/** 48 random bits. Nobody can guess them, and no two runs have the same. */
const randomByteCount = 6;
/** Number of characters that these bits take in the name. */
export const randomCharacters = 8;

/**
 * A path that nobody uses. Unlike `mkdtemp`, this makes no folder, so that a watchdog can know the path before the
 * folder exists. If the folder were made first, it would stay if we died in between.
 */
export const temporaryPath = (prefix: string, root = temporaryRoot()): string =>
  path.join(root, prefix + randomBytes(randomByteCount).toString('base64url'));

/**
 * Makes a folder that only this user can enter, at a path that nobody uses. The caller has to remove it.
 *
 * @param watchdog the watchdog that knows the path. It is released if the folder cannot be made.
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
