import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HarnessError } from './harness-error.js';

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

/**
 * Creates a folder that only this user can enter. Whoever asks for it removes it.
 *
 * @throws HarnessError `TMPDIR_UNWRITABLE`
 */
export async function createTemporaryFolder(prefix: string, purpose: string, root = temporaryRoot()): Promise<string> {
  try {
    return await mkdtemp(path.join(root, prefix));
  } catch (cause) {
    throw temporaryUnwritable(root, purpose, cause);
  }
}
