import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { HarnessError } from '../platform/harness-error.js';

/**
 * Writes a report as a whole: a reader never sees half of it.
 *
 * @throws HarnessError `OUTPUT_UNWRITABLE`
 */
export async function writeReportFile(file: string, content: string): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(draft, content);
    await rename(draft, file);
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => undefined);
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new HarnessError(
      'OUTPUT_UNWRITABLE',
      `Cannot write the report to ${file} (${reason}). Check the folder's permissions and free space, or set \`output\`.`,
      { cause },
    );
  }
}
