import { realpath, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeFolders } from '../platform/files/make-folders.js';
import { replaceFile } from '../platform/files/replace-file.js';
import { HarnessError } from '../platform/harness-error.js';

/**
 * Whether this is a device or pipe (`/dev/stdout`). It has to be written to, because putting a file in its place would
 * break it for everybody.
 */
async function isStream(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => null);
  return found !== null && !found.isFile() && !found.isDirectory();
}

/** The file that a link leads to. The link itself stays. */
const linkedFile = (file: string): Promise<string> => realpath(file).catch(() => file);

function replaceWithFolders(file: string, content: string): void {
  makeFolders(path.dirname(file));
  replaceFile(file, content);
}

/**
 * Writes a report as a whole, so that nobody ever reads half of it.
 *
 * @throws HarnessError `OUTPUT_UNWRITABLE`
 */
export async function writeReportFile(file: string, content: string): Promise<void> {
  try {
    if (await isStream(file)) await writeFile(file, content);
    else replaceWithFolders(await linkedFile(file), content);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new HarnessError(
      'OUTPUT_UNWRITABLE',
      `Cannot write the report to ${file} (${reason}). Check the folder's permissions and free space, or set \`output\`.`,
      { cause },
    );
  }
}
