import { renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Writes a file as a whole, in a folder that is there: whoever reads it finds the old one or the new one, never half of it.
 *
 * @throws what Node.js says; the file that stood there stays as it was.
 */
export function replaceFile(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
